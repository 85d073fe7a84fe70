import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathTest } from '../../../src/layer/gatherers/path-test.ts';
import { globMatcher } from '../../../src/model/glob.ts';

describe('pathTest', () => {
  it.each([
    ['/var/lib/dpkg/status', 'var/lib/dpkg/status', 'x/var/lib/dpkg/status'],
    ['/var/lib/dpkg/info/*.list', 'var/lib/dpkg/info/a.list', 'var/lib/dpkg/info/a.lisp'],
    ['/var/lib/dpkg/status.d/*', 'var/lib/dpkg/status.d/a', 'var/lib/dpkg/status.c/a'],
    ['/**/package.json', 'package.json', 'apackage.json'],
    ['/**/node_modules/*/package.json', 'node_modules/a/package.json', 'node_modules/package.json'],
    ['*.py', 'a/b.py', 'a/b.pyc'],
    ['/{a,b}-info/x', 'b-info/x', 'c-info/x'],
    ['/a[0-9]', 'a5', 'ab'],
    ['/a\\*', 'a*', 'ab'],
    ['/caf\u00e9/*', 'caf\u00e9/x', 'cafe/x'],
  ])('%s takes %s, and not %s', (glob, taken, refused) => {
    const { lastByte, matches } = pathTest(glob);
    expect([matches(Buffer.from(taken)), matches(Buffer.from(refused))]).toEqual([true, false]);
    expect([null, Buffer.from(taken).at(-1)]).toContain(lastByte);
  });

  it('agrees with the glob, whatever both are', () => {
    const sign = fc.constantFrom('a', 'b', '/', '*', '**', '?', '[ab]', '{a,b}', '{', '}', ']', '\\', '.');
    const glob = fc.array(sign, { minLength: 1, maxLength: 6 }).map((signs) => signs.join(''));
    const path = fc.array(fc.constantFrom('a', 'b', 'ab', '*', '{', '}', '\\', ']', '.'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(glob, path, (glob, names) => {
        const path = names.join('/');
        const { lastByte, matches } = pathTest(glob);
        const isMatch = globMatcher(glob)(`/${path}`);
        expect(matches(Buffer.from(path))).toBe(isMatch);
        if (isMatch && lastByte !== null) expect(Buffer.from(path).at(-1)).toBe(lastByte);
      }),
      { numRuns: 500 },
    );
  });
});
