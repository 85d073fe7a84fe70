import type { FileBlob } from '../model/image.ts';
import { readAt } from './read-at.ts';

/** Up to `length` bytes of a blob, fewer at its end. @throws InspectError `unreadable` */
export function readRange(blob: FileBlob, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, blob.sizeBytes - position)));
  return buffer.subarray(0, readAt(blob.fd, buffer, buffer.length, blob.offset + position));
}
