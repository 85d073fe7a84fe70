import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type CacheKey, IndexCache } from '../../src/layer/index-cache.ts';
import { encodeIndex } from '../../src/layer/index-file.ts';
import type { LayerIndex } from '../../src/model/layer-index.ts';
import { layer } from '../support/layers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { indexFile, told } from './indexed.ts';

const generation = '0123456789abcdef';
const key = (name: string): CacheKey => `blob-${name}`;
const indexOf = (name: string, bytes = 0): LayerIndex => indexFile(layer({ [`/${name}`]: bytes, [`/${'x'.repeat(60)}`]: 0 }));
const pathsOf = (index: LayerIndex | null): readonly string[] | null =>
  index === null ? null : told(index).entries.map(({ path }) => path);

function cacheIn(directory = join(temporaryDirectory(), 'cache'), maxBytes?: number): IndexCache {
  return new IndexCache(directory, maxBytes);
}

function fileOf(cache: IndexCache, name: string): string {
  return join(cache.directory, generation, `${key(name)}.index`);
}

/** As if it had been used so many seconds ago. */
function age(path: string, seconds: number): void {
  const then = new Date(Date.now() - 1_000 * seconds);
  utimesSync(path, then, then);
}

describe('the index cache', () => {
  it('gives back what was stored, under each of its keys', () => {
    const cache = cacheIn();
    cache.store(generation, [key('a'), 'diff-a', 'file-a'], indexOf('a'));
    for (const name of [key('a'), 'diff-a', 'file-a'] as const) expect(pathsOf(cache.load(generation, [name]))?.[0]).toBe('/a');
    expect(cache.load(generation, [key('b')])).toBeNull();
    expect(cache.load('fedcba9876543210', [key('a')])).toBeNull();
  });

  it('keeps one file under all keys', () => {
    const cache = cacheIn();
    cache.store(generation, [key('a'), 'diff-a'], indexOf('a'));
    const [one, other] = [fileOf(cache, 'a'), join(cache.directory, generation, 'diff-a.index')].map((path) => statSync(path));
    expect([one?.nlink, one?.ino]).toEqual([2, other?.ino]);
    expect(cache.list().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(one?.size);
  });

  it('takes the first key that is there and whole', () => {
    const cache = cacheIn();
    cache.store(generation, [key('a')], indexOf('a'));
    cache.store(generation, [key('b')], indexOf('b'));
    expect(pathsOf(cache.load(generation, [key('none'), key('b'), key('a')]))?.[0]).toBe('/b');
    writeFileSync(fileOf(cache, 'b'), 'damaged');
    expect(pathsOf(cache.load(generation, [key('b'), key('a')]))?.[0]).toBe('/a');
  });

  it('stores without a key nothing, and nothing twice', () => {
    const cache = cacheIn();
    cache.store(generation, [], indexOf('a'));
    expect(existsSync(cache.directory)).toBe(false);
    for (const name of ['a', 'b']) cache.store(generation, [key('same'), 'diff-same'], indexOf(name));
    expect(pathsOf(cache.load(generation, ['diff-same']))?.[0]).toBe('/b');
    expect(readdirSync(join(cache.directory, generation)).sort()).toEqual(['blob-same.index', 'diff-same.index']);
  });

  it('is readable by its owner only', () => {
    const cache = cacheIn();
    cache.store(generation, [key('a')], indexOf('a'));
    expect([statSync(dirname(fileOf(cache, 'a'))).mode & 0o777, statSync(fileOf(cache, 'a')).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it.each<[title: string, damage: (bytes: Buffer) => Uint8Array]>([
    ['cut', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['changed', (bytes) => Buffer.from(bytes.map((byte, at) => (at === 200 ? byte ^ 1 : byte)))],
    ['of somebody else', () => Buffer.from('PK\x03\x04 not an index at all, but long enough to be one of them')],
  ])('does not have an index that is %s, and stores it anew', (_, damage) => {
    const cache = cacheIn();
    cache.store(generation, [key('a')], indexOf('a'));
    writeFileSync(fileOf(cache, 'a'), damage(readFileSync(fileOf(cache, 'a'))));
    expect(cache.load(generation, [key('a')])).toBeNull();
    cache.store(generation, [key('a')], indexOf('a'));
    expect(pathsOf(cache.load(generation, [key('a')]))?.[0]).toBe('/a');
  });

  it('does not mind a directory where an index should be', () => {
    const cache = cacheIn();
    mkdirSync(fileOf(cache, 'a'), { recursive: true });
    expect(cache.load(generation, [key('a')])).toBeNull();
  });

  it('lets the least recently used go when it outgrows its limit', () => {
    const bytes = encodeIndex(indexOf('a')).length;
    const cache = cacheIn(undefined, 3 * bytes);
    for (const [i, name] of ['a', 'b', 'c'].entries()) {
      cache.store(generation, [key(name)], indexOf(name));
      age(fileOf(cache, name), 100 - i);
    }
    // The oldest is used again, and so becomes the newest.
    expect(cache.load(generation, [key('a')])).not.toBeNull();
    cache.store(generation, [key('d')], indexOf('d'));
    cache.makeRoom();
    expect(
      cache
        .list()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['a', 'c', 'd'].map((name) => `${generation}/${key(name)}.index`));
  });

  it('counts a file with several keys once', () => {
    const bytes = encodeIndex(indexOf('a')).length;
    const cache = cacheIn(undefined, 2 * bytes + 10);
    cache.store(generation, [key('a'), 'diff-a', 'file-a'], indexOf('a'));
    cache.store(generation, [key('b')], indexOf('b'));
    expect(cache.list()).toHaveLength(4);
  });

  it('prunes to what it is told, and says what is gone', () => {
    const cache = cacheIn();
    for (const name of ['a', 'b']) cache.store(generation, [key(name)], indexOf(name));
    age(fileOf(cache, 'a'), 50);
    expect(cache.prune(encodeIndex(indexOf('b')).length).map(({ name }) => name)).toEqual([`${generation}/blob-a.index`]);
    expect(cache.prune(0).map(({ name }) => name)).toEqual([`${generation}/blob-b.index`]);
    expect([cache.list(), cache.prune(0)]).toEqual([[], []]);
  });

  it('lists the most recently used first', () => {
    const cache = cacheIn();
    for (const [i, name] of ['a', 'b', 'c'].entries()) {
      cache.store(generation, [key(name)], indexOf(name));
      age(fileOf(cache, name), [50, 10, 90][i]!);
    }
    expect(cache.list().map(({ name }) => name.slice(-7, -6))).toEqual(['b', 'a', 'c']);
  });

  it('leaves what others are just writing, and removes what dead ones left', () => {
    const cache = cacheIn();
    cache.store(generation, [key('a')], indexOf('a'));
    const [fresh, old] = [randomUUID(), `diff-a.index.${randomUUID()}`].map((name) => join(cache.directory, generation, `${name}.tmp`)) as [
      string,
      string,
    ];
    for (const path of [fresh, old]) writeFileSync(path, 'half an index');
    age(old, 7_200);
    expect(cache.list().map(({ name }) => name)).toEqual([`${generation}/blob-a.index`]);
    cache.prune(0);
    expect([existsSync(fresh), existsSync(old)]).toEqual([true, false]);
  });

  it('never removes what is not its own', () => {
    const directory = temporaryDirectory();
    const others = [
      'photo.jpg',
      'documents/letter.txt',
      'documents/blob-a.index',
      `${generation}/notes.txt`,
      '0123456789abcdeg/blob-a.index',
    ];
    for (const path of others) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), 'mine');
      age(join(directory, path), 9_000);
    }
    const cache = cacheIn(directory);
    cache.store(generation, [key('a')], indexOf('a'));
    cache.prune(0);
    expect(others.filter((path) => !existsSync(join(directory, path)))).toEqual([]);
    expect(cache.list()).toEqual([]);
  });

  // root may write everywhere.
  it.skipIf(process.getuid?.() === 0)('in a directory that is read only can be read, and says that it cannot be written', () => {
    const cache = cacheIn();
    cache.store(generation, [key('a')], indexOf('a'));
    chmodSync(join(cache.directory, generation), 0o500);
    expect(pathsOf(cache.load(generation, [key('a')]))?.[0]).toBe('/a');
    expect(() => cache.store(generation, [key('b')], indexOf('b'))).toThrow('EACCES');
    chmodSync(join(cache.directory, generation), 0o700);
  });

  it('that cannot be a directory says so', () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const cache = cacheIn(join(file, 'cache'));
    expect(cache.load(generation, [key('a')])).toBeNull();
    expect(cache.list()).toEqual([]);
    expect(() => cache.store(generation, [key('a')], indexOf('a'))).toThrow('ENOTDIR');
  });

  it('is never seen half written, by however many processes', async () => {
    const directory = join(temporaryDirectory(), generation);
    mkdirSync(directory, { recursive: true });
    const whole = join(directory, 'whole');
    writeFileSync(whole, encodeIndex(indexOf('a', 300_000)));
    // As `store` does it, which a process of its own cannot load as TypeScript.
    const script = `
      const { readFileSync, renameSync, writeFileSync } = require('node:fs');
      const bytes = readFileSync(process.argv[1]);
      for (let i = 0; i < 50; i++) {
        const temporary = process.argv[2] + '.' + process.pid + i + '.tmp';
        writeFileSync(temporary, bytes, { flag: 'wx' });
        renameSync(temporary, process.argv[2]);
      }`;
    const cache = cacheIn(dirname(directory));
    cache.store(generation, [key('a')], indexOf('a', 300_000));
    const writers = [1, 2, 3].map(() => promisify(execFile)(process.execPath, ['-e', script, whole, fileOf(cache, 'a')]));
    let isDone = false;
    void Promise.all(writers).then(() => {
      isDone = true;
    });
    let reads = 0;
    while (!isDone) {
      expect(cache.load(generation, [key('a')])).not.toBeNull();
      if (++reads % 20 === 0) cache.store(generation, [key('a'), 'diff-a'], indexOf('a', 300_000));
      await new Promise(setImmediate);
    }
    await Promise.all(writers);
    expect(reads).toBeGreaterThan(0);
  });
});
