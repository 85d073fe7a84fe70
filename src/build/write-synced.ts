import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** A new file with these bytes, on the disk when this returns. */
export function writeSynced(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, 'w', 0o644);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
