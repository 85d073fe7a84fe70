import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { normalisePath } from '../../src/tar/path.ts';

function normal(name: string): string {
  return normalisePath(Buffer.from(name, 'latin1'), defaultLimits, 512).toString('latin1');
}

function failure(name: string, limits = {}): string {
  try {
    return normalisePath(Buffer.from(name, 'latin1'), { ...defaultLimits, ...limits }, 512).toString('latin1');
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('normalisePath', () => {
  it.each([
    ['etc/hosts', 'etc/hosts'],
    ['./etc/hosts', 'etc/hosts'],
    ['/etc/hosts', 'etc/hosts'],
    ['//etc///hosts//', 'etc/hosts'],
    ['/./etc/./hosts/.', 'etc/hosts'],
    ['.', ''],
    ['./', ''],
    ['/', ''],
    ['', ''],
    ['./././', ''],
    ['a/..', ''],
    ['a/../b', 'b'],
    ['a/b/../../c', 'c'],
    ['a/./../b/', 'b'],
    ['.hidden', '.hidden'],
    ['./.hidden/..data', '.hidden/..data'],
    ['a/...', 'a/...'],
    ['...', '...'],
    ['a/.b/..c/d.', 'a/.b/..c/d.'],
    ['..a', '..a'],
    ['a../b', 'a../b'],
    [' ', ' '],
    ['a\\..\\b', 'a\\..\\b'],
    ['\xff/\xfe', '\xff/\xfe'],
  ])('%j becomes %j', (name, path) => {
    expect(normal(name)).toBe(path);
  });

  it.each(['..', '../x', '/..', '/../etc', './../x', 'a/../..', 'a/../../b', 'a/b/../../../c'])('%j climbs out and is refused', (name) => {
    expect(failure(name)).toBe(
      `unsafe-path: expected a path inside the archive for the tar member at byte 512, got ${JSON.stringify(name)}`,
    );
  });

  it('refuses what is too long or too deep, and takes what is just not', () => {
    expect(failure('a'.repeat(4_096))).toBe('a'.repeat(4_096));
    expect(failure('a'.repeat(4_097))).toMatch(/^limit: path of the tar member at byte 512: more than 4096 \(limit pathBytes;/);
    expect(failure(Array(512).fill('a').join('/'))).toMatch(/^a\/a/);
    expect(failure(Array(513).fill('a').join('/'))).toMatch(/^limit: .*more than 512 \(limit pathDepth;/);
    expect(failure('a/b/c', { pathDepth: 2 })).toMatch(/limit pathDepth/);
  });

  it('measures the path that is left, not the name', () => {
    expect(failure(`${'./'.repeat(5_000)}a`)).toBe('a');
    expect(failure(`${'a/../'.repeat(5_000)}b`)).toBe('b');
  });

  it('says the same as taking components one by one', () => {
    const name = fc.array(fc.constantFrom('/', '.', '..', 'a', '.b', 'c.', '//'), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(name, (text) => {
        const kept: string[] = [];
        let climbs = false;
        for (const part of text.split('/')) {
          if (part === '..') climbs ||= kept.pop() === undefined;
          else if (part !== '' && part !== '.') kept.push(part);
        }
        expect(failure(text).startsWith('unsafe-path')).toBe(climbs);
        if (!climbs) expect(normal(text)).toBe(kept.join('/'));
      }),
      { numRuns: 300 },
    );
  });
});
