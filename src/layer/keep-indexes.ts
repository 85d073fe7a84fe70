import type { Image, LayerBlob } from '../model/image.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import { keysOf } from './cache-keys.ts';
import { gatherersFor } from './gatherers.ts';
import { type CacheKey, cacheGeneration, type IndexCache } from './index-cache.ts';
import type { IndexedImage, IndexOptions } from './index-layers.ts';

/** Keeps an index where it can be; what goes wrong is only worth a warning. */
export function keepIndex(
  cache: IndexCache | null,
  generation: string,
  keys: readonly CacheKey[],
  index: LayerIndex,
  warnings: Set<string>,
): void {
  try {
    cache?.store(generation, keys, index);
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
  const warnings = new Set<string>();
  for (const [i, verified] of fresh.entries()) {
    if (verified !== null) keepIndex(options.cache, generation, keysOf(image.layers[i]!, blobs[i]!, verified), indexes[i]!, warnings);
  }
  return [...warnings];
}
