import type { ImageTree } from '../filesystem/image-tree.ts';
import type { Image, LayerBlob } from '../model/image.ts';
import type { HistoryRecord } from '../model/image-config.ts';
import { alignHistory } from '../model/layer-history.ts';

/** An image that a slim one is put on. */
export type BaseImage = {
  readonly image: Image;
  readonly tree: ImageTree;
  /** Parallel to its layers. */
  readonly blobs: readonly LayerBlob[];
};

/** One record for each layer, as a configuration must have it. */
export function baseHistory({ image }: BaseImage): readonly HistoryRecord[] {
  const { config } = image;
  const isWhole = config.history.filter(({ emptyLayer }) => !emptyLayer).length === config.diffIds.length;
  const unknown: HistoryRecord = { createdBy: '', created: config.created, comment: null, emptyLayer: false };
  return isWhole ? config.history : alignHistory(config).map((record) => ({ ...(record ?? unknown), emptyLayer: false }));
}
