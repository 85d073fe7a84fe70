import type { EntryNumber } from '../filesystem/image-tree.ts';
import type { Layer } from '../model/image.ts';
import type { LayerDiff, PullSize } from '../model/image-diff.ts';
import type { DiffSide } from './diff-side.ts';

/** The layers of the image after, each with the one before that has the same content by its DiffID. */
export function diffLayers(before: DiffSide, after: DiffSide): readonly LayerDiff[] {
  const known = new Map(before.image.layers.map((layer) => [layer.diffId, layer]));
  return after.report.layers.map(({ index, diffId, sizeBytes, compressedBytes, createdBy, digest }) => {
    const twin = known.get(diffId) ?? null;
    const isOtherBlob = twin !== null && twin.digest !== null && digest !== null && twin.digest !== digest;
    return {
      index,
      diffId,
      sizeBytes,
      compressedBytes,
      createdBy,
      sharedWith: twin?.index ?? null,
      isPulled: twin === null || isOtherBlob,
    };
  });
}

export function pullSize(layers: readonly LayerDiff[]): PullSize {
  // A layer that comes twice is pulled once.
  const pulled = [...new Map(layers.filter(({ isPulled }) => isPulled).map((layer) => [layer.diffId, layer])).values()];
  const compressed = pulled.map(({ compressedBytes }) => compressedBytes);
  return {
    layerCount: pulled.length,
    sizeBytes: pulled.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    compressedBytes: compressed.includes(null) ? null : compressed.reduce<number>((sum, bytes) => sum + bytes!, 0),
  };
}

/**
 * Whether two entries are one and the same: of layers whose blobs were held against one digest while they were read. A DiffID alone
 * is but what an image says of itself.
 * @param isVerified whether all DiffIDs were held against the layers, too
 */
export function sameEntries(before: DiffSide, after: DiffSide, isVerified: boolean): (before: EntryNumber, after: EntryNumber) => boolean {
  const key = (layer: Layer): string | null => {
    if (layer.digest !== null && layer.compressedBytes !== null) return layer.digest;
    return isVerified ? `diff ${layer.diffId}` : null;
  };
  const [olds, news] = [before.image.layers.map(key), after.image.layers.map(key)];
  return (old, fresh) => {
    const known = olds[before.tree.layerOf(old)];
    return known != null && known === news[after.tree.layerOf(fresh)] && before.tree.rowOf(old) === after.tree.rowOf(fresh);
  };
}
