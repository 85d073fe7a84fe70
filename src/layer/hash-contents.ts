import { createHash, hash } from 'node:crypto';
import { InspectError } from '../model/errors.ts';
import type { FileBlob } from '../model/image.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import { FileWindow } from '../tar/file-window.ts';

const chunkBytes = 1_048_576;

/**
 * SHA-256 of the content of some files of an uncompressed layer, read again where they lie.
 * @returns 32 bytes for each of `ranges`, in their order
 * @throws InspectError `size-mismatch` if the file is shorter than it was, `unreadable`
 */
export function hashContents(blob: FileBlob, ranges: readonly (readonly [offset: number, sizeBytes: number])[]): Uint8Array {
  const hashes = new Uint8Array(ranges.length * 32);
  const window = new FileWindow(blob.fd, blob.offset, blob.sizeBytes);
  for (const [row, [offset, sizeBytes]] of ranges.entries()) {
    hashes.set(
      sizeBytes <= chunkBytes ? hash('sha256', part(window, offset, sizeBytes), 'buffer') : hashParts(window, offset, sizeBytes),
      row * 32,
    );
  }
  return hashes;
}

function hashParts(window: FileWindow, offset: number, sizeBytes: number): Uint8Array {
  const parts = createHash('sha256');
  for (let done = 0; done < sizeBytes; done += chunkBytes)
    parts.update(part(window, offset + done, Math.min(chunkBytes, sizeBytes - done)));
  return parts.digest();
}

function part(window: FileWindow, offset: number, length: number): Uint8Array {
  const bytes = window.view(offset, length);
  if (bytes.length === length) return bytes;
  const found = `got ${bytes.length}: the file has been cut short`;
  throw new InspectError('size-mismatch', `expected ${length} bytes at byte ${offset} of the layer, ${found}`);
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
