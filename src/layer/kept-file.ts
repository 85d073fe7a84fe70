import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const sumBytes = 32;

/** What `writeKept` wrote, and nothing else: a file that is damaged is not there. */
export function readKept(path: string): Buffer | null {
  let file: Buffer;
  try {
    file = readFileSync(path);
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Not there, or not ours to read: it is made again.
    return null;
  }
  const body = file.subarray(sumBytes);
  return createHash('sha256').update(body).digest().equals(file.subarray(0, sumBytes)) ? body : null;
}

/**
 * Writes a file that appears whole, by renaming, and carries its checksum.
 * @throws the system's error where the directory cannot be written
 */
export function writeKept(path: string, body: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = join(dirname(path), `${randomUUID()}.tmp`);
  try {
    writeFileSync(temporary, Buffer.concat([createHash('sha256').update(body).digest(), body]), { flag: 'wx', mode: 0o600 });
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
