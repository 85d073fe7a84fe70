import { createHash } from 'node:crypto';
import { digestHex } from '../model/digest.ts';
import type { ReadPattern } from '../model/facts.ts';
import type { Image, Layer, LayerBlob } from '../model/image.ts';
import { contentHash, type LayerIndex } from '../model/layer-index.ts';
import type { Limits } from '../model/limits.ts';
import { gatherersFor } from './gatherers.ts';
import { withContentHashes } from './hash-contents.ts';
import { type CacheKey, cacheGeneration, type IndexCache } from './index-cache.ts';
import type { IndexedLayer } from './index-layer.ts';
import { runTasks } from './worker-pool.ts';

export type IndexOptions = {
  readonly reads: readonly ReadPattern[];
  readonly limits: Limits;
  /** Hash every byte and hold it against the DiffIDs. Cached indexes of which nobody has done so are not used. */
  readonly verify: boolean;
  readonly threads: number;
  /** null: neither read nor write indexes. */
  readonly cache: IndexCache | null;
  readonly signal: AbortSignal;
  readonly onStart: (progress: IndexProgress) => void;
};

/** Watched by whoever shows progress; nothing is called back. */
export type IndexProgress = {
  readonly layers: readonly { readonly layer: Layer; readonly storedBytes: number; readonly isCached: boolean }[];
  /** Stored bytes read so far, one element for each layer that is not cached, in their order. */
  readonly readBytes: Float64Array;
};

export type IndexedImage = {
  readonly indexes: readonly LayerIndex[];
  /** What went wrong beside the work itself: a cache that cannot be written. */
  readonly warnings: readonly string[];
};

/** Indexes of all layers of an image, from the cache where they are there. */
export async function indexLayers(image: Image, blobs: readonly LayerBlob[], options: IndexOptions): Promise<IndexedImage> {
  const generation = cacheGeneration(gatherersFor(options.reads), options.reads);
  const sources = image.layers.map((layer, i) => ({ layer, blob: blobs[i]! }));
  const known = sources.map(
    ({ layer, blob }) => options.cache?.load(generation, options.verify ? [diffKey(layer)] : lookupKeys(layer, blob)) ?? null,
  );
  const missing = sources.filter((_, i) => known[i] === null);
  const readBytes = new Float64Array(new SharedArrayBuffer(8 * missing.length));
  options.onStart({
    layers: sources.map(({ layer, blob }, i) => ({ layer, storedBytes: blob.sizeBytes, isCached: known[i] !== null })),
    readBytes,
  });
  const indexed = await readMissing(missing, options, readBytes);
  const warnings = new Set<string>();
  const indexes = sources.map(({ layer, blob }, i) => {
    const found = known[i] ?? null;
    if (found !== null) return found;
    const fresh = indexed.shift()!;
    keep(options.cache, generation, keysOf(layer, blob, fresh), fresh.index, warnings);
    return fresh.index;
  });
  return { indexes, warnings: [...warnings] };
}

type Source = { readonly layer: Layer; readonly blob: LayerBlob };

async function readMissing(missing: readonly Source[], options: IndexOptions, progress: Float64Array): Promise<IndexedLayer[]> {
  const tasks = missing.map(({ layer, blob }) => ({
    bytes: blob.sizeBytes,
    task: {
      kind: 'index' as const,
      request: { blob, digest: layer.digest, diffId: layer.diffId, verify: options.verify },
      place: `layer ${layer.index}`,
      reads: options.reads,
      limits: options.limits,
    },
  }));
  const results = await runTasks(tasks, options.threads, progress, options.signal);
  return results.flatMap((result) => (result.kind === 'index' ? [result.indexed] : []));
}

/** For one layer the entries of which the content must be known. */
export type WantedHashes = { readonly layer: number; readonly entries: readonly number[] };

/**
 * Fills in content hashes that a comparison needs, for layers whose bytes can be read again, and keeps them.
 * Entries that have one already are left alone.
 */
export async function hashMissing(
  image: Image,
  blobs: readonly LayerBlob[],
  indexes: readonly LayerIndex[],
  wanted: readonly WantedHashes[],
  options: IndexOptions,
): Promise<IndexedImage> {
  const generation = cacheGeneration(gatherersFor(options.reads), options.reads);
  const work = wanted
    .map(({ layer, entries }) => ({ layer, entries: entries.filter((entry) => contentHash(indexes[layer]!.columns, entry) === null) }))
    .filter(({ layer, entries }) => entries.length > 0 && image.layers[layer]!.compressedBytes === null);
  const tasks = work.map(({ layer, entries }) => {
    const { sizes, dataOffsets } = indexes[layer]!.columns;
    const ranges = entries.map((entry) => [dataOffsets[entry]!, sizes[entry]!] as const);
    return { bytes: ranges.reduce((sum, [, bytes]) => sum + bytes, 0), task: { kind: 'hash' as const, blob: blobs[layer]!, ranges } };
  });
  const results = await runTasks(tasks, options.threads, new Float64Array(new SharedArrayBuffer(8 * tasks.length)), options.signal);
  const filled = [...indexes];
  const warnings = new Set<string>();
  for (const [i, { layer, entries }] of work.entries()) {
    const result = results[i]!;
    if (result.kind !== 'hash') continue;
    const index = withContentHashes(indexes[layer]!, entries, result.hashes);
    filled[layer] = index;
    const isVerified = options.verify;
    const keys = keysOf(image.layers[layer]!, blobs[layer]!, { index, isDigestVerified: isVerified, isDiffIdVerified: isVerified });
    keep(options.cache, generation, keys, index, warnings);
  }
  return { indexes: filled, warnings: [...warnings] };
}

function keep(cache: IndexCache | null, generation: string, keys: readonly CacheKey[], index: LayerIndex, warnings: Set<string>): void {
  try {
    cache?.store(generation, keys, index);
  } catch (error) {
    warnings.add(`the index cache cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * An index is kept under a DiffID only when its bytes were seen to have it: otherwise an image could put its own files into
 * everybody's look at a base image. Unverified ones are kept under the identity of the file that they were read from.
 */
function keysOf(layer: Layer, blob: LayerBlob, indexed: IndexedLayer): readonly CacheKey[] {
  const verified: readonly CacheKey[] = [
    ...(indexed.isDiffIdVerified ? [diffKey(layer)] : []),
    ...(indexed.isDigestVerified ? blobKey(layer) : []),
  ];
  return verified.length > 0 ? verified : [fileKey(blob)];
}

function lookupKeys(layer: Layer, blob: LayerBlob): readonly CacheKey[] {
  // The one bound to this very file may have more content hashes than the others.
  return [fileKey(blob), ...blobKey(layer), diffKey(layer)];
}

function diffKey(layer: Layer): CacheKey {
  return `diff-${digestHex(layer.diffId)}`;
}

function blobKey(layer: Layer): readonly CacheKey[] {
  return layer.digest === null ? [] : [`blob-${digestHex(layer.digest)}`];
}

function fileKey(blob: LayerBlob): CacheKey {
  return `file-${createHash('sha256').update(`${blob.fileId}:${blob.offset}:${blob.sizeBytes}`).digest('hex')}`;
}
