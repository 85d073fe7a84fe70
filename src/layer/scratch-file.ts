import { randomUUID } from 'node:crypto';
import { openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { InspectError } from '../model/errors.ts';

/** A temporary file that has no name any more, so that nothing is left of it however the process ends. @throws InspectError `unwritable` */
export function openScratch(directory: string): number {
  const path = join(directory, `flense-${randomUUID()}.tmp`);
  return writing(`expected to write a temporary file in ${directory}`, () => {
    const fd = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return fd;
  });
}

/** Writes at the end. @throws InspectError `unwritable` */
export function appendToScratch(fd: number, bytes: Uint8Array): void {
  writing('expected to write a temporary file', () => {
    for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
  });
}

function writing<T>(what: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InspectError('unwritable', `${what}, got ${reason}`, { cause: error });
  }
}
