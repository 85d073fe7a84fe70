import { readSync } from 'node:fs';
import { fromSystemError } from '../model/system-error.ts';

/**
 * Fills `buffer` from its start with the bytes at `position` of an open file.
 * @returns how many came: fewer than `length` at the end of the file
 * @throws InspectError `unreadable` where a disk or a network file system gives up
 */
export function readAt(fd: number, buffer: Uint8Array, length: number, position: number): number {
  let filled = 0;
  try {
    while (filled < length) {
      const read = readSync(fd, buffer, filled, length - filled, position + filled);
      if (read === 0) break;
      filled += read;
    }
  } catch (error) {
    throw fromSystemError(error, `expected to read ${length} bytes at byte ${position}`);
  }
  return filled;
}
