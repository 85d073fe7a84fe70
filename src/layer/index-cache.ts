import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ReadPattern } from '../model/facts.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import type { Gatherer } from './gatherer.ts';
import { decodeIndex, encodeIndex, indexFormat } from './index-file.ts';

/** Unless told otherwise; the least recently used indexes leave first. */
export const defaultCacheBytes = 2 * 1024 ** 3;

/** A writer that died leaves its temporary file; after this time nobody can still be writing it. */
const abandonedMilliseconds = 3_600_000;

const generationName = /^[0-9a-f]{16}$/;
const indexName = /^(?:diff|blob|file|answer)-\w+\.index$/;
const temporaryName = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** What an index is kept under. One index may have several keys: they are hard links of one file. */
export type CacheKey = `${'diff' | 'blob' | 'file'}-${string}`;

export type CachedIndex = {
  readonly name: string;
  /** Its share, where one file has several names. */
  readonly sizeBytes: number;
  readonly usedAt: Date;
};

/**
 * Layer indexes on disk. Safe with several processes at once: a file appears whole, by renaming, and is never changed
 * afterwards; each carries its checksum, so that a damaged or older one is simply not there.
 */
export class IndexCache {
  readonly directory: string;
  readonly #maxBytes: number;

  /** @param directory of all indexes; created with the first one */
  constructor(directory: string, maxBytes: number = defaultCacheBytes) {
    this.directory = directory;
    this.#maxBytes = maxBytes;
  }

  /** The index under the first of `keys` that is there and whole. */
  load(generation: string, keys: readonly CacheKey[]): LayerIndex | null {
    for (const key of keys) {
      const path = this.#path(generation, key);
      const bytes = readWhole(path);
      const index = bytes === null ? null : decodeIndex(bytes);
      if (index !== null) {
        touch(path);
        return index;
      }
    }
    return null;
  }

  /** Whether there is one under `key`, whole or not. */
  has(generation: string, key: CacheKey): boolean {
    return existsSync(this.#path(generation, key));
  }

  /**
   * Keeps an index under all of `keys`. Whoever is done storing makes room, see `makeRoom`.
   * @throws the system's error where the directory cannot be written
   */
  store(generation: string, keys: readonly CacheKey[], index: LayerIndex): void {
    const [first] = keys;
    if (first === undefined) return;
    mkdirSync(join(this.directory, generation), { recursive: true, mode: 0o700 });
    const temporary = join(this.directory, generation, `${randomUUID()}.tmp`);
    try {
      writeFileSync(temporary, encodeIndex(index), { flag: 'wx', mode: 0o600 });
      for (const key of keys.slice(1)) replaceByLink(temporary, this.#path(generation, key));
      renameSync(temporary, this.#path(generation, first));
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  /** Removes the least recently used where the cache has outgrown its limit. */
  makeRoom(): void {
    this.prune(this.#maxBytes);
  }

  /** Every index, the most recently used first. */
  list(): readonly CachedIndex[] {
    return this.#files(indexName).sort((a, b) => b.usedAt.getTime() - a.usedAt.getTime());
  }

  /** Removes the least recently used until at most `maxBytes` are left, and what dead writers left behind. @returns what was removed */
  prune(maxBytes: number, now: number = Date.now()): readonly CachedIndex[] {
    const abandoned = this.#files(temporaryName).filter(({ usedAt }) => now - usedAt.getTime() > abandonedMilliseconds);
    let kept = 0;
    const surplus = this.list().filter(({ sizeBytes }) => {
      kept += sizeBytes;
      return kept > maxBytes;
    });
    const removed = [...abandoned, ...surplus];
    for (const { name } of removed) rmSync(join(this.directory, name), { force: true });
    return removed;
  }

  /** Other files may lie beside them, which are not ours to remove. */
  #files(pattern: RegExp): CachedIndex[] {
    const generations = entries(this.directory).filter((name) => generationName.test(name));
    const names = generations.flatMap((generation) => entries(join(this.directory, generation)).map((name) => ({ generation, name })));
    return names.flatMap(({ generation, name }) => {
      const stat = pattern.test(name) ? statSync(join(this.directory, generation, name), { throwIfNoEntry: false }) : undefined;
      if (stat?.isFile() !== true) return [];
      return [{ name: `${generation}/${name}`, sizeBytes: Math.ceil(stat.size / stat.nlink), usedAt: stat.mtime }];
    });
  }

  #path(generation: string, key: CacheKey): string {
    return join(this.directory, generation, `${key}.index`);
  }
}

/** Changes with anything that would change an index of the same bytes. */
export function cacheGeneration(gatherers: readonly Gatherer[], reads: readonly ReadPattern[]): string {
  const versions = gatherers.map(({ id, version }) => [id, version]);
  return createHash('sha256')
    .update(JSON.stringify([indexFormat, versions, reads]))
    .digest('hex')
    .slice(0, 16);
}

/** `$XDG_CACHE_HOME/flense`. https://specifications.freedesktop.org/basedir-spec/latest/ : a relative path there is ignored. */
export function cacheDirectory(environment: Readonly<Record<string, string | undefined>>, homeDirectory: string): string {
  const asked = environment['XDG_CACHE_HOME'] ?? '';
  return join(asked.startsWith('/') ? asked : join(homeDirectory, '.cache'), 'flense');
}

function readWhole(path: string): ArrayBuffer | null {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    // Not there, or not ours to read: the layer is indexed again.
    return null;
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return null;
    const bytes = new ArrayBuffer(stat.size);
    const view = new Uint8Array(bytes);
    let filled = 0;
    while (filled < view.length) {
      const read = readSync(fd, view, filled, view.length - filled, filled);
      if (read === 0) return null;
      filled += read;
    }
    return bytes;
  } finally {
    closeSync(fd);
  }
}

/** The modification time is the time of last use, as access times are often not kept. */
function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Evicted meanwhile by another process, or a cache that is read only.
  }
}

function replaceByLink(existing: string, path: string): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  linkSync(existing, temporary);
  renameSync(temporary, path);
  // Renaming a link over a link to the same file does nothing and leaves the first.
  rmSync(temporary, { force: true });
}

function entries(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    // No cache yet.
    return [];
  }
}
