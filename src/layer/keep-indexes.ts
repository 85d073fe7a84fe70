import type { Image, LayerBlob } from '../model/image.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import { keysOf } from './cache-keys.ts';
import { gatherersFor } from './gatherers.ts';
import { type CacheKey, cacheGeneration, type IndexCache } from './index-cache.ts';
import type { IndexedImage, IndexOptions } from './index-layers.ts';

export type KeyedIndex = { readonly keys: readonly CacheKey[]; readonly index: LayerIndex };

/** Keeps indexes where they can be; what goes wrong is only worth a warning. */
export function storeIndexes(cache: IndexCache | null, generation: string, keyed: readonly KeyedIndex[], warnings: Set<string>): void {
  try {
    for (const { keys, index } of keyed) cache?.store(generation, keys, index);
    if (keyed.length > 0) cache?.makeRoom();
  } catch (error) {
    warnings.add(`the index cache cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Keeps the indexes of an image that were read rather than loaded. @returns what went wrong, each only worth a warning */
export function keepIndexes(
  image: Image,
  blobs: readonly LayerBlob[],
  { indexes, fresh }: IndexedImage,
  options: IndexOptions,
): readonly string[] {
  const generation = cacheGeneration(gatherersFor(options.reads), options.reads);
  const keyed = fresh.flatMap((verified, i) =>
    verified === null ? [] : [{ keys: keysOf(image.layers[i]!, blobs[i]!, verified), index: indexes[i]! }],
  );
  const warnings = new Set<string>();
  storeIndexes(options.cache, generation, keyed, warnings);
  return [...warnings];
}
