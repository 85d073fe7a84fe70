import type { ReadPattern } from '../model/facts.ts';
import type { Image, Layer, LayerBlob } from '../model/image.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import { type Limits, limitExceeded } from '../model/limits.ts';
import { lookupKeys, type Verified } from './cache-keys.ts';
import { gatherersFor } from './gatherers.ts';
import { cacheGeneration, type IndexCache } from './index-cache.ts';
import { indexedLayer, indexTask } from './index-task.ts';
import { runTasks } from './run-tasks.ts';
import type { WorkerPool } from './worker-pool.ts';

export type IndexOptions = {
  readonly reads: readonly ReadPattern[];
  readonly limits: Limits;
  /** Hash every byte and hold it against the DiffIDs. Cached indexes of which nobody has done so are not used. */
  readonly verify: boolean;
  /** Threads that read layers. */
  readonly pool: WorkerPool;
  /** null: neither read nor write indexes. */
  readonly cache: IndexCache | null;
  readonly signal: AbortSignal;
  readonly onStart: (progress: IndexProgress) => void;
};

/** Watched by whoever shows progress; nothing is called back. */
export type IndexProgress = {
  /** `storedBytes` is 0 where nobody knows. */
  readonly layers: readonly { readonly layer: Layer; readonly storedBytes: number; readonly isCached: boolean }[];
  /** Stored bytes read so far, one element for each layer that is not cached, in their order. */
  readonly readBytes: Float64Array;
};

export type IndexedImage = {
  readonly indexes: readonly LayerIndex[];
  /** By layer: what was seen of those that were read rather than loaded, see `keepIndexes`; null for the rest. */
  readonly fresh: readonly (Verified | null)[];
};

/** Indexes of all layers of an image, from the cache where they are there. @throws InspectError of any layer, or `limit` of all together */
export async function indexLayers(image: Image, blobs: readonly LayerBlob[], options: IndexOptions): Promise<IndexedImage> {
  const { pool, signal } = options;
  const generation = cacheGeneration(gatherersFor(options.reads), options.reads);
  const count = entryCounter(options.limits);
  const indexes = image.layers.map((layer, i) => {
    const known = knownIndex(layer, blobs[i]!, generation, options);
    if (known !== null) count(known);
    return known;
  });
  const tasks = image.layers.flatMap((layer, i) => {
    const task = indexes[i] === null ? indexTask(layer, blobs[i]!, options) : null;
    return task === null ? [] : [{ ...task, i }];
  });
  const readBytes = new Float64Array(new SharedArrayBuffer(8 * tasks.length));
  options.onStart({
    layers: image.layers.map((layer, i) => ({ layer, storedBytes: storedBytes(blobs[i]!), isCached: indexes[i] !== null })),
    readBytes,
  });
  const results = await runTasks(tasks, pool, readBytes, signal, (result) => {
    if (result.kind === 'index') count(result.indexed.index);
    if (result.kind === 'stream') count(result.arrived.index);
  });
  const fresh: (Verified | null)[] = indexes.map(() => null);
  for (const [at, { i }] of tasks.entries()) {
    const { index, verified } = indexedLayer(image.layers[i]!, results[at]!)!;
    indexes[i] = index;
    fresh[i] = verified;
  }
  return { indexes: indexes.map((index) => index!), fresh };
}

function knownIndex(layer: Layer, blob: LayerBlob, generation: string, { cache, verify }: IndexOptions): LayerIndex | null {
  if (blob.kind === 'indexed') return blob.index;
  return cache?.load(generation, lookupKeys(layer, blob, verify)) ?? null;
}

/** Each layer may be large, and there may be a thousand of them. */
function entryCounter(limits: Limits): (index: LayerIndex) => void {
  let entries = 0;
  return ({ entryCount }) => {
    entries += entryCount;
    if (entries > limits.imageEntries) throw limitExceeded(limits, 'imageEntries', 'layers of the image');
  };
}

function storedBytes(blob: LayerBlob): number {
  return blob.kind === 'indexed' ? 0 : (blob.sizeBytes ?? 0);
}
