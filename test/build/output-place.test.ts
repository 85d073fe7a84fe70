import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOutputPlace } from '../../src/build/output-place.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

function put(path: string, isForced: boolean): void {
  const place = openOutputPlace(path, isForced);
  try {
    writeFileSync(join(place.workDirectory, 'new'), 'new');
    place.commit(join(place.workDirectory, 'new'));
  } finally {
    place.discard();
  }
}

function makeWith(path: string, name: string): void {
  mkdirSync(path);
  writeFileSync(join(path, name), '');
}

describe('a place for output', () => {
  it('gets what is finished, and nothing else stays', () => {
    const directory = temporaryDirectory();
    put(join(directory, 'out'), false);
    expect(readdirSync(directory)).toEqual(['out']);
    expect(readFileSync(join(directory, 'out'), 'utf8')).toBe('new');
  });

  it('is free again where nothing was finished', () => {
    const directory = temporaryDirectory();
    openOutputPlace(join(directory, 'out'), false).discard();
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each([
    ['a file', (path: string) => writeFileSync(path, 'old')],
    ['an image layout', (path: string) => makeWith(path, 'oci-layout')],
    ['an empty directory', (path: string) => mkdirSync(path)],
  ])('replaces %s only by force', (_, make) => {
    const path = join(temporaryDirectory(), 'out');
    make(path);
    expect(() => put(path, false)).toThrowError(expect.objectContaining({ code: 'exists' }));
    put(path, true);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(dirname(path))).toEqual(['out']);
  });

  it.each([
    ['a directory of something else', (path: string) => makeWith(path, 'precious')],
    ['a link', (path: string) => symlinkSync('/etc', path)],
  ])('does not replace %s even by force', (_, make) => {
    const path = join(temporaryDirectory(), 'out');
    make(path);
    expect(() => put(path, true)).toThrowError(expect.objectContaining({ code: 'exists' }));
    expect(existsSync(path)).toBe(true);
  });

  it('tells where nothing can be written', () => {
    expect(() => put(join(temporaryDirectory(), 'none', 'out'), false)).toThrowError(expect.objectContaining({ code: 'unwritable' }));
  });
});
