import { IndexCache } from '../../src/layer/index-cache.ts';
import { type IndexOptions, indexLayers } from '../../src/layer/index-layers.ts';
import { keepIndexes } from '../../src/layer/keep-indexes.ts';
import { WorkerPool } from '../../src/layer/worker-pool.ts';
import type { DiffId, Digest } from '../../src/model/digest.ts';
import type { FileBlob, Image, Layer, LayerBlob } from '../../src/model/image.ts';
import { type LayerIndex, layerEntry } from '../../src/model/layer-index.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { sniffCompression } from '../../src/tar/sniff.ts';
import { digestOf } from '../support/image-config.ts';
import { fileBlob } from './file-blob.ts';

/** A stored layer, and what an image says of it; default: the truth. */
export type StoredLayer = {
  readonly bytes: Uint8Array;
  readonly tar?: Uint8Array;
  readonly digest?: string | null;
  readonly diffId?: string;
  /** Default: in an open file of its own. */
  readonly blob?: LayerBlob;
};

export function imageOf(stored: readonly StoredLayer[]): { readonly image: Image; readonly blobs: readonly LayerBlob[] } {
  const layers = stored.map(
    ({ bytes, tar = bytes, digest = digestOf(bytes), diffId = digestOf(tar) }, index): Layer => ({
      index,
      diffId: diffId as string as DiffId,
      digest: digest as Digest | null,
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      compressedBytes: sniffCompression(bytes) === 'none' ? null : bytes.length,
    }),
  );
  const image: Image = {
    reference: 'test',
    source: 'oci',
    names: [],
    manifestDigest: null,
    imageId: digestOf(Buffer.from('config')),
    config: {
      platform: { os: 'linux', architecture: 'amd64' },
      created: null,
      author: null,
      config: {
        user: '',
        env: [],
        entrypoint: [],
        cmd: [],
        workingDir: '',
        exposedPorts: [],
        volumes: [],
        labels: {},
        healthcheck: null,
        stopSignal: null,
        shell: null,
      },
      diffIds: layers.map(({ diffId }) => diffId),
      history: [],
    },
    layers,
  };
  return { image, blobs: stored.map(({ bytes, blob }) => blob ?? fileBlob(bytes)) };
}

export function indexOptions(changes: Partial<IndexOptions> = {}): IndexOptions {
  const signal = changes.signal ?? new AbortController().signal;
  return {
    reads: [],
    limits: defaultLimits,
    verify: false,
    pool: new WorkerPool(0, signal),
    cache: null,
    signal,
    onStart: () => {},
    ...changes,
  };
}

/** What a look at an image finds, and whether it had to read; indexes are kept as after every look. */
export async function look(
  stored: readonly StoredLayer[],
  directory: string | null,
  changes: Partial<IndexOptions> = {},
): Promise<{ readonly paths: readonly (readonly string[])[]; readonly cached: readonly boolean[]; readonly warnings: readonly string[] }> {
  const { image, blobs } = imageOf(stored);
  let cached: readonly boolean[] = [];
  const options = indexOptions({
    cache: directory === null ? null : new IndexCache(directory),
    onStart: ({ layers }) => {
      cached = layers.map(({ isCached }) => isCached);
    },
    ...changes,
  });
  const indexed = await indexLayers(image, blobs, options);
  const warnings = keepIndexes(image, blobs, indexed, options);
  return { paths: indexed.indexes.map(pathsOf), cached, warnings };
}

export function pathsOf(index: LayerIndex): readonly string[] {
  return Array.from({ length: index.entryCount }, (_, i) => layerEntry(index, i).path);
}

export type { FileBlob };
