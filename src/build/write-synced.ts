import { closeSync, fsyncSync, openSync } from 'node:fs';
import { writeAll } from './write-all.ts';

/** A new file with these bytes, on the disk when this returns. */
export function writeSynced(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, 'w', 0o644);
  try {
    writeAll(fd, bytes, path);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
