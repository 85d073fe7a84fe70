import type { Image, Layer, LayerBlob } from '../model/image.ts';
import type { LayerIndex } from '../model/layer-index.ts';

/**
 * Corrects which layers are compressed where only media types told so far, as those may lie: a plain tar has as many bytes stored
 * as it has. Of what lies in a file the source has seen the first bytes.
 */
export function withStoredForm(image: Image, blobs: readonly LayerBlob[], indexes: readonly LayerIndex[]): Image {
  const toLayer = (layer: Layer, i: number): Layer => {
    const blob = blobs[i]!;
    if (blob.kind !== 'stream' || blob.sizeBytes === null) return layer;
    return { ...layer, compressedBytes: blob.sizeBytes === indexes[i]!.tarBytes ? null : blob.sizeBytes };
  };
  return { ...image, layers: image.layers.map(toLayer) };
}
