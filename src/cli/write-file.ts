import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { untilInterrupted } from './until-interrupted.ts';
import { fromWriteError } from './write-error.ts';
import type { Parts } from './write-output.ts';

/**
 * Puts a file in place as a whole: nobody sees half of it, and an interrupt leaves what was there. A device or a pipe is written to.
 * @throws InspectError `unwritable`
 */
export async function writeFile(path: string, parts: Parts, signal: AbortSignal): Promise<void> {
  try {
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing === undefined) await replace(path, 0o666, parts, signal);
    else if (existing.isFile()) await replace(realpathSync(path), existing.mode, parts, signal);
    else await fill(openSync(path, 'w'), parts, signal);
  } catch (error) {
    throw fromWriteError(error, path);
  }
}

/** @param mode of a file that is replaced; a new one has what the umask leaves of it */
async function replace(path: string, mode: number, parts: Parts, signal: AbortSignal): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);
  const fd = openSync(temporary, 'wx', mode & 0o777);
  try {
    await fill(fd, parts, signal);
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) chmodSync(temporary, mode & 0o777);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

async function fill(fd: number, parts: Parts, signal: AbortSignal): Promise<void> {
  try {
    for await (const part of untilInterrupted(parts, signal)) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : part;
      for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
    }
  } finally {
    closeSync(fd);
  }
}
