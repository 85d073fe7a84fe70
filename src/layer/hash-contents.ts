import { createHash } from 'node:crypto';
import { InspectError } from '../model/errors.ts';
import type { FileBlob } from '../model/image.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import { readAt } from '../tar/read-at.ts';

const chunkBytes = 1_048_576;

/**
 * SHA-256 of the content of some files of an uncompressed layer, read again where they lie.
 * @returns 32 bytes for each of `ranges`, in their order
 * @throws InspectError `size-mismatch` if the file is shorter than it was, `unreadable`
 */
export function hashContents(blob: FileBlob, ranges: readonly (readonly [offset: number, sizeBytes: number])[]): Uint8Array {
  const hashes = new Uint8Array(ranges.length * 32);
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  for (const [row, [offset, sizeBytes]] of ranges.entries()) {
    const hash = createHash('sha256');
    for (let done = 0; done < sizeBytes; ) {
      const read = readAt(blob.fd, buffer, Math.min(chunkBytes, sizeBytes - done), blob.offset + offset + done);
      if (read === 0) {
        const found = `got ${done}: the file has been cut short`;
        throw new InspectError('size-mismatch', `expected ${sizeBytes} bytes at byte ${offset} of the layer, ${found}`);
      }
      hash.update(buffer.subarray(0, read));
      done += read;
    }
    hashes.set(hash.digest(), row * 32);
  }
  return hashes;
}

/** The index with the hashes of `entries` filled in; those that it had are kept. */
export function withContentHashes(index: LayerIndex, entries: readonly number[], hashes: Uint8Array): LayerIndex {
  const { columns } = index;
  const hashRows = columns.hashRows.slice();
  const firstRow = columns.hashes.length / 32;
  for (const [i, entry] of entries.entries()) hashRows[entry] = firstRow + i;
  const joined = new Uint8Array(columns.hashes.length + hashes.length);
  joined.set(columns.hashes);
  joined.set(hashes, columns.hashes.length);
  return { ...index, columns: { ...columns, hashRows, hashes: joined } };
}
