import { createHash } from 'node:crypto';
import type { LayerBlob } from '../model/image.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import { readAt } from '../tar/read-at.ts';

/** Of the beginning, the middle and the end. */
const sampleBytes = 16_384;

/**
 * What a few bytes of a file say: where it differs, the contents do. null where the layer is in no file.
 * @throws InspectError `unreadable`
 */
export type ContentSampler = (layer: number, row: number) => string | null;

/** Of layers that lie in a file as plain tars. */
export function contentSampler(blobs: readonly LayerBlob[], indexes: readonly LayerIndex[]): ContentSampler {
  const buffer = Buffer.allocUnsafeSlow(sampleBytes);
  return (layer, row) => {
    const blob = blobs[layer]!;
    if (blob.kind !== 'file') return null;
    const { dataOffsets, sizes } = indexes[layer]!.columns;
    const [start, size] = [blob.offset + dataOffsets[row]!, sizes[row]!];
    const length = Math.min(sampleBytes, size);
    const hash = createHash('sha256');
    for (const at of [0, Math.floor((size - length) / 2), size - length]) {
      hash.update(buffer.subarray(0, readAt(blob.fd, buffer, length, start + at)));
    }
    return hash.digest('base64');
  };
}
