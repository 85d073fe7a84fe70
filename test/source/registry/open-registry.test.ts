import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StreamBlob } from '../../../src/model/image.ts';
import { readStored } from '../../../src/source/read-stored.ts';
import { digestOf, jsonBytes } from '../../support/image-config.ts';
import { ociLayout } from '../../support/oci-layout.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { failure, load, open, readBlob } from './opening.ts';
import { sendManifest, testRegistry, testServer } from './test-registry.ts';

const twoLayers = { layers: [{ '/a': 10 }, { '/b': 'bee' }], compression: 'gzip' } as const;

describe('an image in a registry', () => {
  it('is its manifest, its configuration and layers that nobody has fetched yet', async () => {
    const registry = await testRegistry(ociLayout(twoLayers));
    const { groups, source, others, warnings } = await open(registry.name);
    const { image, blobs } = await groups[0]!.offers[0]!.load();
    expect({ source, others, warnings, names: groups.map(({ names }) => names) }).toEqual({
      source: 'registry',
      others: [],
      warnings: [],
      names: [[registry.name]],
    });
    expect(registry.requests.map(({ line }) => line)).toEqual(['GET /v2/app/manifests/1', `GET /v2/app/blobs/${image.imageId}`]);
    const sizes = image.layers.map(({ digest }) => registry.contents.get(digest!)!.length);
    expect(blobs.map((blob) => blob.kind === 'stream' && blob.sizeBytes)).toEqual(sizes);
    expect(image.layers.map(({ compressedBytes }) => compressedBytes)).toEqual(sizes);
    const digests = await Promise.all(blobs.map(async (blob) => digestOf(await readBlob(blob as StreamBlob))));
    expect(digests).toEqual(image.layers.map(({ digest }) => digest));
  });

  it('costs one request when its manifest and configuration are kept, and none by digest', async () => {
    const registry = await testRegistry(ociLayout({ platforms: [{ ...twoLayers, platform: 'linux/arm64' }] }));
    const storeDirectory = join(temporaryDirectory(), 'store');
    const first = await load(registry.name, { storeDirectory });
    expect(registry.requests).toHaveLength(3);
    const second = await load(registry.name, { storeDirectory });
    expect(registry.requests).toHaveLength(4);
    expect(second.image).toEqual(first.image);
    await load(`${registry.host}/app@${first.image.manifestDigest}`, { storeDirectory });
    expect(registry.requests).toHaveLength(4);
  });

  it('for several platforms offers each, and reads nothing of those that are not taken', async () => {
    const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7'].map((platform) => ({ ...twoLayers, platform }));
    const registry = await testRegistry(ociLayout({ platforms, attestations: true }));
    const { groups, others } = await open(registry.name);
    expect(groups[0]!.offers.map(({ readPlatform }) => Object.values(readPlatform()!).join('/'))).toEqual([
      'linux/amd64',
      'linux/arm64',
      'linux/arm/v7',
    ]);
    expect(others).toEqual([]);
    expect(registry.requests).toHaveLength(1);
    const { image } = await groups[0]!.offers[1]!.load();
    expect(image.config.platform).toEqual({ os: 'linux', architecture: 'arm64' });
  });

  it('of an index that does not say platforms is asked for its own', async () => {
    const layout = ociLayout({ platforms: [{ ...twoLayers, platform: 'linux/s390x' }] });
    const registry = await testRegistry(layout, (request, response) => {
      if (request.url !== '/v2/app/manifests/1') return false;
      const digest = JSON.parse(Buffer.from(layout.get('index.json')!).toString()).manifests[0].digest as string;
      const index = JSON.parse(Buffer.from(layout.get(`blobs/${digest.replace(':', '/')}`)!).toString());
      for (const manifest of index.manifests) delete manifest.platform;
      sendManifest(response, jsonBytes(index));
      return true;
    });
    const { groups } = await open(registry.name);
    expect(groups[0]!.offers.map(({ readPlatform }) => readPlatform())).toEqual([{ os: 'linux', architecture: 's390x' }]);
  });

  it('keeps a layer in the store when its contents are needed, and takes it from there', async () => {
    const registry = await testRegistry(ociLayout(twoLayers));
    const storeDirectory = join(temporaryDirectory(), 'store');
    const { image, blobs } = await load(registry.name, { storeDirectory });
    const [base] = blobs as readonly [StreamBlob];
    const kept = await base.keep();
    expect(digestOf(readStored(kept))).toBe(image.layers[0]!.digest);
    expect(await base.keep()).toBe(kept);
    const fetched = registry.requests.length;
    expect(digestOf(await readBlob(base))).toBe(image.layers[0]!.digest);
    const again = await load(registry.name, { storeDirectory });
    expect(digestOf(readStored(await (again.blobs[0] as StreamBlob).keep()))).toBe(image.layers[0]!.digest);
    expect(registry.requests.length).toBe(fetched + 1);
  });

  it('keeps a layer in a file without a name where there is no store', async () => {
    const registry = await testRegistry(ociLayout(twoLayers));
    const { image, blobs } = await load(registry.name);
    expect(digestOf(readStored(await (blobs[1] as StreamBlob).keep()))).toBe(image.layers[1]!.digest);
  });
});

describe('what is no image', () => {
  it('is named for what it is', async () => {
    const manifestExtra = { artifactType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip' };
    const registry = await testRegistry(ociLayout({ ...twoLayers, manifestExtra }));
    const { groups, others } = await open(registry.name);
    expect(groups).toEqual([]);
    expect(others.map(({ names, description }) => ({ names, description }))).toEqual([
      { names: [registry.name], description: `a Helm chart (artifactType ${manifestExtra.artifactType})` },
    ]);
  });

  it('is named for its configuration, or for its first layer, where it has no type of its own', async () => {
    const description = async (manifestExtra: Readonly<Record<string, unknown>>) => {
      const registry = await testRegistry(ociLayout({ ...twoLayers, manifestExtra }));
      return (await open(registry.name)).others.map((other) => other.description);
    };
    const empty = { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf(Buffer.from('{}')), size: 2 };
    const layer = { mediaType: 'application/vnd.wasm.content.layer.v1+wasm', digest: digestOf(Buffer.from('x')), size: 1 };
    expect(await description({ config: { ...empty, mediaType: 'application/vnd.wasm.config.v0+json' } })).toEqual([
      'a WebAssembly module (artifactType application/vnd.wasm.config.v0+json)',
    ]);
    expect(await description({ config: empty, layers: [layer] })).toEqual([
      'a WebAssembly module (artifactType application/vnd.wasm.content.layer.v1+wasm)',
    ]);
    expect(await description({ config: empty, layers: [layer], artifactType: 'text/x-poem' })).toEqual(['an artifact of type text/x-poem']);
  });

  it.each([
    [
      "Docker's schema 1",
      { schemaVersion: 1, name: 'app', tag: '1', fsLayers: [], history: [] },
      "unsupported: manifest .*: expected a manifest of schema 2, got Docker's schema 1",
    ],
    [
      'both an index and a manifest',
      { schemaVersion: 2, manifests: [], layers: [] },
      'malformed-manifest: manifest .*: expected a manifest or an index, got one that is both',
    ],
    [
      'without a configuration',
      { schemaVersion: 2, layers: [] },
      'malformed-manifest: manifest .*: expected a descriptor as config, got nothing',
    ],
    ['a list', [], 'malformed-manifest: manifest .*: expected an object, got a list'],
  ])('is refused: %s', async (_, json, message) => {
    const server = await testServer((_request, response) => {
      sendManifest(response, jsonBytes(json));
      return true;
    });
    expect(await failure(`${server.host}/app`)).toMatch(new RegExp(`^${message}`));
  });

  it('is refused where a digest is a path', async () => {
    const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: 'sha256:../../x', size: 2 };
    const server = await testServer((_request, response) => {
      sendManifest(response, jsonBytes({ schemaVersion: 2, config, layers: [] }));
      return true;
    });
    expect(await failure(`${server.host}/app`)).toMatch(/^malformed-manifest: .*expected a digest/);
    expect(server.requests).toHaveLength(1);
  });

  it('is refused where layers and DiffIDs do not match, and where a layer is encrypted', async () => {
    const short = await testRegistry(ociLayout({ ...twoLayers, extra: { rootfs: { type: 'layers', diff_ids: [] } } }));
    expect(await failure(short.name)).toMatch(/^malformed-manifest: .*expected 0 layers, as the configuration has DiffIDs, got 2/);
    const encrypted = await testRegistry(
      ociLayout({ ...twoLayers, layerMediaType: 'application/vnd.oci.image.layer.v1.tar+gzip+encrypted' }),
    );
    expect(await failure(encrypted.name)).toMatch(/^unsupported: layer 0 .*: expected a tar, compressed or not, got application/);
  });
});
