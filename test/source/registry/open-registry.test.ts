import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Arrival, StreamBlob } from '../../../src/model/image.ts';
import { readStored } from '../../../src/source/read-stored.ts';
import { digestOf, jsonBytes } from '../../support/image-config.ts';
import { ociLayout } from '../../support/oci-layout.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { failure, load, open, readBlob } from './opening.ts';
import { type Answer, sendManifest, testRegistry, testServer } from './test-registry.ts';

const twoLayers = { layers: [{ '/a': 10 }, { '/b': 'bee' }], compression: 'gzip' } as const;

type WireManifest = Readonly<Record<string, unknown>>;

/** Answers with the index of a layout, its entries changed. */
function editedIndex(layout: ReadonlyMap<string, Uint8Array>, change: (manifest: WireManifest) => WireManifest): Answer {
  return (request, response) => {
    if (request.url !== '/v2/app/manifests/1') return false;
    const read = (path: string) => JSON.parse(Buffer.from(layout.get(path)!).toString()) as { manifests: readonly WireManifest[] };
    const digest = read('index.json').manifests[0]!['digest'] as string;
    const index = read(`blobs/${digest.replace(':', '/')}`);
    sendManifest(response, jsonBytes({ ...index, manifests: index.manifests.map(change) }));
    return true;
  };
}

const withoutPlatform = ({ platform: _, ...manifest }: WireManifest): WireManifest => manifest;

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
    const kept = (): readonly number[] => readdirSync(storeDirectory).map((name) => statSync(join(storeDirectory, name)).ino);
    const before = kept();
    const second = await load(registry.name, { storeDirectory });
    expect(registry.requests).toHaveLength(4);
    expect(kept()).toEqual(before);
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
    const registry = await testRegistry(layout, editedIndex(layout, withoutPlatform));
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

  it.each([
    ['in the store', (): string | null => join(temporaryDirectory(), 'store')],
    ['in a file without a name', (): string | null => null],
  ])('keeps a layer %s while it is read for the first time, for whoever says in time that contents are needed', async (_, store) => {
    const registry = await testRegistry(ociLayout(twoLayers));
    const { image, blobs } = await load(registry.name, { storeDirectory: store(), rereads: true });
    const [base] = blobs as readonly [StreamBlob];
    expect(digestOf(await readBlob(base))).toBe(image.layers[0]!.digest);
    const fetched = registry.requests.length;
    expect(digestOf(readStored(await base.keep()))).toBe(image.layers[0]!.digest);
    expect(digestOf(await readBlob(base))).toBe(image.layers[0]!.digest);
    expect(registry.requests.length).toBe(fetched);
  });

  it('keeps nothing of a layer that nobody reads to its end', async () => {
    const registry = await testRegistry(ociLayout(twoLayers));
    const storeDirectory = temporaryDirectory();
    const { image, blobs } = await load(registry.name, { storeDirectory, rereads: true });
    const [base] = blobs as readonly [StreamBlob];
    for await (const _ of base.open(new AbortController().signal)) break;
    expect(readdirSync(storeDirectory).filter((name) => name.includes(image.layers[0]!.digest!.slice(7)) || name.endsWith('.tmp'))).toEqual(
      [],
    );
    expect(digestOf(readStored(await base.keep()))).toBe(image.layers[0]!.digest);
  });

  it('fetches a layer again that was altered in the store, to read it and to keep it', async () => {
    const registry = await testRegistry(ociLayout(twoLayers));
    const storeDirectory = join(temporaryDirectory(), 'store');
    const { image, blobs } = await load(registry.name, { storeDirectory });
    const { digest } = image.layers[0]!;
    await (blobs[0] as StreamBlob).keep();
    const stored = join(storeDirectory, digest!.replace(':', '-'));
    const damage = (): void => writeFileSync(stored, Buffer.alloc(statSync(stored).size, 'x'));
    damage();
    const first = (await load(registry.name, { storeDirectory })).blobs[0] as StreamBlob;
    expect(digestOf(await readBlob(first))).toBe(digest);
    await first.keep();
    damage();
    const second = (await load(registry.name, { storeDirectory })).blobs[0] as StreamBlob;
    expect(digestOf(readStored(await second.keep()))).toBe(digest);
    expect(digestOf(readFileSync(stored))).toBe(digest);
  });

  it('tells of a layer that it fetches to keep, until it has come, and of none that is there', async () => {
    const registry = await testRegistry(ociLayout(twoLayers));
    const storeDirectory = join(temporaryDirectory(), 'store');
    const arrivals: (readonly [from: string, expectedBytes: number | null, arrivedBytes: number])[] = [];
    const onArrival = (arrival: Arrival): void =>
      arrival.onEnd(() => arrivals.push([arrival.from, arrival.expectedBytes, arrival.arrivedBytes()]));
    const { blobs } = await load(registry.name, { storeDirectory, onArrival });
    await readBlob(blobs[0] as StreamBlob);
    expect(arrivals).toEqual([]);
    const { sizeBytes } = await (blobs[0] as StreamBlob).keep();
    await (blobs[0] as StreamBlob).keep();
    const again = await load(registry.name, { storeDirectory, onArrival });
    await (again.blobs[0] as StreamBlob).keep();
    expect(arrivals).toEqual([['registry', sizeBytes, sizeBytes]]);
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

  it('is named by its type in an index too', async () => {
    const artifactType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
    const chart = { ...twoLayers, platform: 'linux/s390x', manifestExtra: { artifactType } };
    const layout = ociLayout({ platforms: [chart] });
    const registry = await testRegistry(layout, editedIndex(layout, withoutPlatform));
    // Where the index says what it is, its manifest is not asked for.
    const described = await testRegistry(
      layout,
      editedIndex(layout, (manifest) => ({ ...withoutPlatform(manifest), artifactType })),
    );
    const told = { description: `a Helm chart (artifactType ${artifactType})` };
    const named = async (name: string) => (await open(name)).others.map(({ description }) => ({ description }));
    expect(await named(registry.name)).toEqual([told]);
    expect(await named(described.name)).toEqual([told]);
    expect(described.requests).toHaveLength(1);
  });

  it('may be a layer that its publisher keeps, which is said where it is missing', async () => {
    const missing = async (layerMediaType: string): Promise<string> => {
      const layout = ociLayout({ layers: [{ '/a': 10 }], compression: 'gzip', layerMediaType });
      const layer = digestOf([...layout.values()].find((bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b)!);
      const registry = await testRegistry(layout, (request, response) => {
        if (request.url?.endsWith(layer) !== true) return false;
        response.writeHead(404).end();
        return true;
      });
      return failure(registry.name);
    };
    expect(await missing('application/vnd.docker.image.rootfs.foreign.diff.tar.gzip')).toMatch(
      /^missing-blob: .*: it is not distributed with the image, but kept by its publisher \(/,
    );
    expect(await missing('application/vnd.docker.image.rootfs.diff.tar.gzip')).toMatch(/^missing-blob: .*there is none by that name$/);
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
