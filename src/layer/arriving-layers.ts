import type { ArrivingLayers } from '../model/image.ts';
import { blobKeys, diffKey } from './cache-keys.ts';
import { gatherersFor } from './gatherers.ts';
import { indexArriving } from './index-arriving.ts';
import { cacheGeneration } from './index-cache.ts';
import type { IndexOptions } from './index-layers.ts';
import { storeIndexes } from './keep-indexes.ts';

export type LayerReceiver = {
  readonly layers: ArrivingLayers;
  /** What went wrong beside the work itself. */
  readonly warnings: () => readonly string[];
};

/** For sources that hand over layers as they come, before the manifest that names them. No thread starts before the first layer. */
export function arrivingLayers(options: Omit<IndexOptions, 'onStart'>): LayerReceiver {
  const { cache, reads, pool } = options;
  const generation = cacheGeneration(gatherersFor(reads), reads);
  const warnings = new Set<string>();
  const layers: ArrivingLayers = {
    isKnown: async (diffId) => cache?.has(generation, diffKey(diffId)) ?? false,
    index: async (chunks) => {
      const arrived = await indexArriving(chunks, pool, options);
      const keys = [diffKey(arrived.diffId), ...blobKeys(arrived)];
      storeIndexes(cache, generation, [{ keys, index: arrived.index }], warnings);
      return arrived;
    },
  };
  return { layers, warnings: () => [...warnings] };
}
