import { writeSync } from 'node:fs';
import { fromSystemError } from '../model/system-error.ts';

/**
 * Writes all of the bytes where the file is at.
 * @param path of the file, for the message
 * @throws InspectError `unwritable`, say where the disk is full
 */
export function writeAll(fd: number, bytes: Uint8Array, path: string): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
  } catch (error) {
    throw fromSystemError(error, `${path}: expected to write ${bytes.length} bytes there`, 'unwritable');
  }
}
