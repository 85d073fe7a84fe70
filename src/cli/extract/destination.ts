import { constants, linkSync, lstatSync, lutimesSync, mkdirSync, openSync, realpathSync, symlinkSync, utimesSync } from 'node:fs';
import { sep } from 'node:path';
import { InspectError } from '../../model/errors.ts';
import { encodeName } from '../../model/layer-index.ts';
import { fromWriteError, isSystemError } from '../write-error.ts';
import { removeTree } from './remove-tree.ts';

const slash = Buffer.of(0x2f);
/** Windows has no O_NOFOLLOW; there O_EXCL alone refuses what exists. */
const createFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/**
 * A directory that files of an image are written into, and nothing outside of it: every directory on the way is made here or
 * seen to be a real one, so that no link, of the image or of before, is written through; and nothing that exists is replaced.
 * Paths are absolute in the image. Modes keep their lower nine bits, less the umask.
 */
export class Destination {
  readonly #root: Buffer;
  /** Known to be real, by name relative to the root. */
  readonly #directories = new Set<string>(['']);
  readonly #madeDirectories = new Set<string>();
  /** Made here, in a directory that was there before: with all below them they are what was written. */
  readonly #tops: Buffer[] = [];

  /** @param directory created if need be; it may be a link itself, as the user chose it */
  constructor(directory: string) {
    try {
      const firstMade = mkdirSync(directory, { recursive: true });
      this.#root = Buffer.from(realpathSync(directory));
      if (firstMade === undefined) return;
      this.#tops.push(Buffer.from(firstMade));
      this.#madeDirectories.add('');
    } catch (error) {
      throw translated(error, directory);
    }
  }

  directory(path: string, mode: number): void {
    const name = relativeName(path);
    if (this.#directories.has(name)) return;
    this.#makeParent(name);
    this.#attempt(name, (target) => {
      if (!makeDirectory(target, mode)) return;
      this.#note(name, target);
      this.#madeDirectories.add(name);
    });
    this.#directories.add(name);
  }

  /** An empty file, open for writing. */
  file(path: string, mode: number): number {
    return this.#create(path, (target) => openSync(target, createFlags, mode & 0o777));
  }

  symlink(path: string, linkTarget: string, mtime: number): void {
    this.#create(path, (target) => {
      symlinkSync(Buffer.from(encodeName(linkTarget)), target);
      lutimesSync(target, toFileTime(mtime), toFileTime(mtime));
    });
  }

  /** Another name of a file that was written here. */
  hardlink(path: string, existing: string): void {
    this.#create(path, (target) => linkSync(this.#target(relativeName(existing)), target));
  }

  /** Last, as every entry that is added changes the time of its directory. What was there before keeps its own. */
  directoryTime(path: string, mtime: number): void {
    const name = relativeName(path);
    if (this.#madeDirectories.has(name)) this.#attempt(name, (target) => utimesSync(target, toFileTime(mtime), toFileTime(mtime)));
  }

  /** Removes all that was written. */
  undo(): void {
    for (const top of this.#tops.splice(0).reverse()) removeTree(top);
  }

  #create<T>(path: string, create: (target: Buffer) => T): T {
    const name = relativeName(path);
    this.#makeParent(name);
    return this.#attempt(name, (target) => {
      const created = create(target);
      this.#note(name, target);
      return created;
    });
  }

  #makeParent(name: string): void {
    const parent = parentName(name);
    if (!this.#directories.has(parent)) this.directory(parent, 0o755);
  }

  #note(name: string, target: Buffer): void {
    if (!this.#madeDirectories.has(parentName(name))) this.#tops.push(target);
  }

  #attempt<T>(name: string, act: (target: Buffer) => T): T {
    const target = this.#target(name);
    try {
      return act(target);
    } catch (error) {
      throw translated(error, target.toString());
    }
  }

  #target(name: string): Buffer {
    return name === '' ? this.#root : Buffer.concat([this.#root, slash, encodeName(name)]);
  }
}

/** What file systems can keep; an image may say anything. Node takes a negative number for the present, but not a date. */
export function toFileTime(mtime: number): Date {
  return new Date(1000 * Math.min(2 ** 33, Math.max(-(2 ** 31), mtime)));
}

/** @returns whether it was made rather than found. Whoever makes it can look into it and remove it again, whatever the image says. */
function makeDirectory(target: Buffer, mode: number): boolean {
  try {
    mkdirSync(target, (mode & 0o777) | 0o700);
    return true;
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'EEXIST' || !lstatSync(target).isDirectory()) throw error;
    return false;
  }
}

/** A path that climbs nowhere. An index has no others, and this is not the place to trust it. @throws InspectError `unsafe-path` */
function relativeName(path: string): string {
  const name = path.replace(/^\//, '');
  if (name !== '' && name.split('/').some(isUnsafe))
    throw new InspectError('unsafe-path', `expected a path that stays in its directory, got ${JSON.stringify(path)}`);
  return name;
}

function isUnsafe(part: string): boolean {
  return part === '' || part === '.' || part === '..' || part.includes('\0') || (sep === '\\' && /[\\:]/.test(part));
}

function parentName(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

function translated(error: unknown, target: string): unknown {
  if (!isSystemError(error) || (error.code !== 'EEXIST' && error.code !== 'ENOTDIR')) return fromWriteError(error, target);
  const message = `${target}: expected nothing there, got something that exists: remove it or choose another directory`;
  return new InspectError('exists', message, { cause: error });
}
