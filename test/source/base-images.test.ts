import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownBaseLayers } from '../../src/analyze/known-base-layers.ts';
import type { OpenOptions } from '../../src/source/open-image.ts';
import { inspecting } from '../inspecting.ts';
import { type OciImageInput, type OciInput, ociArchive, ociLayout } from '../support/oci-layout.ts';
import { temporaryDirectory, temporaryFile, temporaryFiles } from '../support/temporary-directory.ts';
import { layerDigests } from './layout/editing.ts';
import { open } from './opening.ts';
import { load } from './registry/opening.ts';
import { testRegistry } from './registry/test-registry.ts';

const base: OciImageInput = { layers: [{ '/bin/sh': 10 }, { '/lib': 20 }], compression: 'gzip' };
const app: OciImageInput = { ...base, layers: [...base.layers, { '/app': 5 }] };

/** Of BuildKit's `mode=max` provenance: one step that pulled layers. */
function pulling(digests: readonly string[]): Readonly<Record<string, unknown>> {
  const chain = digests.map((digest) => ({ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: 1 }));
  return {
    buildConfig: { llbDefinition: [{ id: 'step0', op: { Op: { source: { identifier: 'docker-image://docker.io/library/base:1' } } } }] },
    metadata: { 'https://mobyproject.org/buildkit@v1#metadata': { layers: { 'step0:0': [chain] } } },
  };
}

const baseDigests = layerDigests(ociLayout(base));

function attested(predicate: Readonly<Record<string, unknown>>): OciInput {
  return { platforms: [app, { ...app, platform: 'linux/arm64' }], attestations: true, predicate, tags: ['1'] };
}

/** What is known of an image, and what was said on the way. */
async function known(reference: string, options: Partial<OpenOptions> = {}): Promise<unknown> {
  const { image, warnings, close } = await open(reference, options);
  close();
  return { ...knownBaseLayers(image), warnings };
}

describe('the provenance that stands beside an image', () => {
  it('tells the layers of its base, in a directory, an archive and a registry', async () => {
    const image = attested(pulling(baseDigests));
    const expected = { exact: 2, least: 2, warnings: [] };
    expect(await known(temporaryFiles(ociLayout(image)))).toEqual(expected);
    expect(await known(temporaryFile('a.tar', ociArchive(image)))).toEqual(expected);
    const registry = await testRegistry(ociLayout(image));
    expect(knownBaseLayers((await load(registry.name)).image)).toEqual({ exact: 2, least: 2 });
    // The index, then the manifest and the configuration, the attestation and its statement.
    expect(registry.requests).toHaveLength(5);
  });

  it('makes the origins in a report no guess', async () => {
    const { report, close } = await inspecting(temporaryFiles(ociLayout(attested(pulling(baseDigests)))), {}, []);
    close();
    const [ofBase, ofUser] = (['base', 'user'] as const).map((kind) => ({ kind, guessed: false }));
    expect(report.layers.map(({ origin }) => origin)).toEqual([ofBase, ofBase, ofUser]);
  });

  it('is kept with the manifests of a registry', async () => {
    const registry = await testRegistry(ociLayout(attested(pulling(baseDigests))));
    const storeDirectory = join(temporaryDirectory(), 'store');
    await load(registry.name, { storeDirectory });
    const again = await load(registry.name, { storeDirectory });
    expect(registry.requests).toHaveLength(6);
    expect(knownBaseLayers(again.image)).toEqual({ exact: 2, least: 2 });
  });

  it('of another image, or of none, tells nothing', async () => {
    expect(await known(temporaryFiles(ociLayout(attested(pulling([...baseDigests].reverse())))))).toEqual({
      exact: null,
      least: 0,
      warnings: [],
    });
    expect(await known(temporaryFiles(ociLayout(attested({}))))).toEqual({ exact: null, least: 0, warnings: [] });
    expect(await known(temporaryFiles(ociLayout(app)))).toEqual({ exact: null, least: 0, warnings: [] });
  });

  it('does no harm where it cannot be read, and is not missed where nobody pulled it', async () => {
    const files = ociLayout(attested({ materials: 'all' }));
    const { warnings } = (await known(temporaryFiles(files))) as { readonly warnings: readonly string[] };
    const problem = 'expected a list as predicate.materials, got "all"';
    expect(warnings).toEqual([expect.stringMatching(/^the provenance of the image cannot be read: attestation sha256:/)]);
    expect(warnings[0]).toContain(problem);
    const registry = await testRegistry(files);
    expect((await load(registry.name)).image.layers).toHaveLength(3);
    const statement = (bytes: Uint8Array): boolean => Buffer.from(bytes).includes('in-toto.io/Statement');
    const gone = new Map([...files].filter(([, bytes]) => !statement(bytes)));
    expect(await known(temporaryFiles(gone))).toMatchObject({ warnings: [expect.stringContaining('expected a blob of that digest')] });
    const manifests = (bytes: Uint8Array): boolean => statement(bytes) || Buffer.from(bytes).includes('in-toto.io/predicate-type');
    const pulledAlone = new Map([...files].filter(([, bytes]) => !manifests(bytes)));
    expect(await known(temporaryFiles(pulledAlone))).toEqual({ exact: null, least: 0, warnings: [] });
  });
});

describe('a base that is known by its digest alone', () => {
  const baseLayout = ociLayout({ platforms: [base, { ...base, platform: 'linux/arm64' }] });

  /** A store that has seen the base. */
  async function warmStore(): Promise<string> {
    const storeDirectory = join(temporaryDirectory(), 'store');
    await load((await testRegistry(baseLayout)).name, { storeDirectory });
    return storeDirectory;
  }

  const buildInfo = (sources: unknown): Readonly<Record<string, unknown>> => ({
    'moby.buildkit.buildinfo.v1': Buffer.from(JSON.stringify({ sources })).toString('base64'),
  });

  it('has the layers that a registry said it has', async () => {
    const storeDirectory = await warmStore();
    const pulled = { type: 'docker-image', ref: 'docker.io/library/base:1', pin: topDigest(baseLayout) };
    const other = { ...pulled, pin: `sha256:${'0'.repeat(64)}` };
    const images: readonly (readonly [OciInput, unknown])[] = [
      [
        { ...app, extra: buildInfo([pulled]) },
        { exact: 2, least: 2 },
      ],
      [
        { ...app, extra: buildInfo([pulled, other]) },
        { exact: null, least: 2 },
      ],
      [
        { ...app, config: { Labels: { 'org.opencontainers.image.base.digest': pulled.pin } } },
        { exact: null, least: 2 },
      ],
      [attested({ materials: [{ uri: 'pkg:docker/base@1', digest: { sha256: pulled.pin.slice(7) } }] }), { exact: 2, least: 2 }],
      [
        { ...app, extra: buildInfo([other]) },
        { exact: null, least: 0 },
      ],
      [
        { ...app, extra: { 'moby.buildkit.buildinfo.v1': { not: 'text' } } },
        { exact: null, least: 0 },
      ],
    ];
    for (const [image, expected] of images) {
      const directory = temporaryFiles(ociLayout(image));
      expect(await known(directory, { storeDirectory })).toEqual({ ...(expected as object), warnings: [] });
      expect(await known(directory)).toEqual({ exact: null, least: 0, warnings: [] });
    }
  });

  it('is not known from what cannot be read', async () => {
    const directory = temporaryFiles(ociLayout({ ...app, extra: { 'moby.buildkit.buildinfo.v1': '?' } }));
    expect(await known(directory)).toEqual({
      exact: null,
      least: 0,
      warnings: ['moby.buildkit.buildinfo.v1: expected JSON, got nothing: what the image was built on is not known from there'],
    });
  });
});

/** Of what `index.json` lists first. */
function topDigest(files: ReadonlyMap<string, Uint8Array>): string {
  const index = JSON.parse(Buffer.from(files.get('index.json')!).toString()) as { readonly manifests: readonly { digest: string }[] };
  return index.manifests[0]!.digest;
}
