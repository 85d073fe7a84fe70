import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InspectError } from '../model/errors.ts';
import { fromSystemError } from '../model/system-error.ts';

/** A path that something is going to be put at as a whole. */
export type OutputPlace = {
  /** Beside it, for what is not complete yet. */
  readonly workDirectory: string;
  /** Puts a finished file or directory of the work directory in place. */
  readonly commit: (finished: string) => void;
  /** Removes all that is not in place. */
  readonly discard: () => void;
};

/**
 * @param isForced whether what is there may be replaced: a file, an image layout or an empty directory, and nothing else
 * @throws InspectError `exists` or `unwritable`
 */
export function openOutputPlace(path: string, isForced: boolean): OutputPlace {
  const target = resolve(path);
  expectFree(target, path, isForced);
  const workDirectory = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID()}.tmp`);
  attempt(path, () => mkdirSync(workDirectory, { mode: 0o700 }));
  return {
    workDirectory,
    commit: (finished) => {
      expectFree(target, path, isForced);
      attempt(path, () => replace(finished, target, join(workDirectory, 'replaced')));
    },
    discard: () => rmSync(workDirectory, { recursive: true, force: true }),
  };
}

function replace(finished: string, target: string, aside: string): void {
  // A directory cannot be renamed over one that has something in it.
  if (existsSync(target)) renameSync(target, aside);
  renameSync(finished, target);
  syncDirectory(dirname(target));
}

export function syncDirectory(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function expectFree(target: string, path: string, isForced: boolean): void {
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!isForced) throw new InspectError('exists', `${path}: expected nothing there, got something that exists: --force replaces it`);
  if (stats.isFile()) return;
  const isLayout = stats.isDirectory() && (existsSync(join(target, 'oci-layout')) || readdirSync(target).length === 0);
  if (isLayout) return;
  throw new InspectError(
    'exists',
    `${path}: expected a file or an image layout to replace, got something else: remove it or choose another name`,
  );
}

function attempt(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw fromSystemError(error, `${path}: expected to write there`, 'unwritable');
  }
}
