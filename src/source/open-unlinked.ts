import { randomUUID } from 'node:crypto';
import { openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fromSystemError } from '../model/system-error.ts';

/** A temporary file that has no name any more, so that nothing is left of it however the process ends. @throws InspectError `unwritable` */
export function openUnlinked(directory: string): number {
  const path = join(directory, `flense-${randomUUID()}.tmp`);
  try {
    const fd = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return fd;
  } catch (error) {
    throw fromSystemError(error, `expected to write a temporary file in ${directory}`, 'unwritable');
  }
}

/** Writes at the end of a file. @throws InspectError `unwritable` */
export function appendTo(fd: number, bytes: Uint8Array): void {
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
  } catch (error) {
    throw fromSystemError(error, 'expected to write a temporary file', 'unwritable');
  }
}
