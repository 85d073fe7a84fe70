import { describe, expect, it } from 'vitest';
import { InspectError } from '../../../src/model/errors.ts';
import type { Referrers } from '../../../src/model/referrers.ts';
import { type ReferrersOptions, readReferrers } from '../../../src/source/registry/read-referrers.ts';
import { digestOf, jsonBytes } from '../../support/image-config.ts';
import { ociLayout } from '../../support/oci-layout.ts';
import { hurriedPolicy, registryOptions } from './opening.ts';
import { type Answer, sendJson, sendManifest, testRegistry } from './test-registry.ts';

const layout = ociLayout({ layers: [{ '/a': 10 }] });
const subject = JSON.parse(Buffer.from(layout.get('index.json')!).toString()).manifests[0].digest as string;
const tag = subject.replace(':', '-');

function read(name: string, options: Partial<ReferrersOptions> = {}): Promise<Referrers> {
  return readReferrers(name, { ...registryOptions(), platform: null, ...options }, hurriedPolicy).then(({ referrers }) => referrers);
}

function attached(name: string, artifactType: string): Readonly<Record<string, unknown>> {
  return {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: digestOf(Buffer.from(name)),
    size: name.length,
    artifactType,
    annotations: { name },
  };
}

const index = (...manifests: readonly unknown[]) => ({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests });
const signature = attached('signature', 'application/vnd.dev.cosign.artifact.sig.v1+json');
const sbom = attached('sbom', 'application/spdx+json');

/** Answers to these paths with these documents. */
function documents(byPath: Readonly<Record<string, unknown>>): Answer {
  return (request, response) => {
    const found = byPath[request.url ?? ''];
    if (found === undefined) return false;
    sendManifest(response, jsonBytes(found));
    return true;
  };
}

describe('what is attached to an image', () => {
  it('is listed by the referrers API, page by page', async () => {
    const first = `/v2/app/referrers/${subject}`;
    const registry = await testRegistry(layout, (request, response) => {
      if (request.url === first) {
        return sendJson(response, index(signature), 200, { link: `<http://evil.example${first}?next=2>; rel="next"` });
      }
      return request.url === `${first}?next=2` ? sendJson(response, index(sbom)) : false;
    });
    expect(await read(registry.name)).toEqual({
      reference: registry.name,
      subject,
      referrers: [
        {
          digest: signature['digest'],
          mediaType: signature['mediaType'],
          artifactType: signature['artifactType'],
          description: 'a cosign artifact',
          sizeBytes: 9,
          annotations: { name: 'signature' },
          origin: 'referrers-api',
        },
        {
          digest: sbom['digest'],
          mediaType: sbom['mediaType'],
          artifactType: sbom['artifactType'],
          description: 'an SBOM',
          sizeBytes: 4,
          annotations: { name: 'sbom' },
          origin: 'referrers-api',
        },
      ],
    });
  });

  it.each([404, 405, 400])('is listed under a tag where the API answers with status %d', async (status) => {
    const registry = await testRegistry(layout, (request, response, body) => {
      if (request.url?.includes('/referrers/') === true) return sendJson(response, {}, status);
      return documents({ [`/v2/app/manifests/${tag}`]: index(sbom) })(request, response, body);
    });
    const { referrers } = await read(`registry:${registry.name}`);
    expect(referrers.map(({ digest, origin }) => [digest, origin])).toEqual([[sbom['digest'], 'referrers-tag']]);
  });

  it('may be in the tags of cosign', async () => {
    const layer = { mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', digest: digestOf(Buffer.from('x')), size: 1 };
    const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf(Buffer.from('{}')), size: 2 };
    const manifest = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', config, layers: [layer] };
    const registry = await testRegistry(layout, documents({ [`/v2/app/manifests/${tag}.sig`]: manifest }));
    const { referrers } = await read(registry.name);
    expect(referrers).toEqual([
      {
        digest: digestOf(jsonBytes(manifest)),
        mediaType: manifest.mediaType,
        artifactType: layer.mediaType,
        description: 'a cosign signature',
        sizeBytes: jsonBytes(manifest).length,
        annotations: {},
        origin: 'cosign-tag',
      },
    ]);
  });

  it('may be in its index, for each platform its own', async () => {
    const platforms = ['linux/amd64', 'linux/arm64'].map((platform) => ({ layers: [{ '/a': platform }], platform }));
    const registry = await testRegistry(ociLayout({ platforms, attestations: true }));
    const all = await read(registry.name);
    expect(all.referrers.map(({ origin, description }) => [origin, description])).toEqual([
      ['image-index', 'an attestation'],
      ['image-index', 'an attestation'],
    ]);
    const one = await read(registry.name, { platform: { os: 'linux', architecture: 'arm64' } });
    expect(one.subject).not.toBe(all.subject);
    expect(one.referrers.map(({ annotations }) => annotations['vnd.docker.reference.digest'])).toEqual([one.subject]);
  });

  it('may be nothing', async () => {
    const registry = await testRegistry(layout);
    expect(await read(registry.name)).toEqual({ reference: registry.name, subject, referrers: [] });
  });

  it('is not listed for ever', async () => {
    const registry = await testRegistry(layout, (request, response) => {
      if (request.url?.includes('/referrers/') !== true) return false;
      return sendJson(response, index(sbom), 200, { link: '<?next=1>; rel="next"' });
    });
    await expect(read(registry.name)).rejects.toMatchObject({ code: 'limit' });
  });

  it('cannot be asked of a file', async () => {
    await expect(read('oci:directory')).rejects.toThrow(InspectError);
    await expect(read('oci:directory')).rejects.toThrow('expected the name of an image in a registry, got oci:');
  });

  it('is malformed where it is no list', async () => {
    const registry = await testRegistry(layout, (request, response) =>
      request.url?.includes('/referrers/') === true ? sendJson(response, { schemaVersion: 2, manifests: 'x' }) : false,
    );
    await expect(read(registry.name)).rejects.toMatchObject({ code: 'malformed-manifest' });
  });
});
