import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { globMatcher } from '../../src/model/glob.ts';

const cases: readonly (readonly [glob: string, matching: readonly string[], others: readonly string[]])[] = [
  ['/etc/passwd', ['/etc/passwd'], ['/etc/passwd-', '/etc/passwd/x', '/x/etc/passwd', '/etc']],
  ['/etc/*.conf', ['/etc/a.conf', '/etc/.conf'], ['/etc/a.conf.d', '/etc/x/a.conf', '/etc/aconf']],
  ['/etc/*', ['/etc/a', '/etc/.a'], ['/etc', '/etc/a/b']],
  ['/etc/**', ['/etc/a', '/etc/a/b'], ['/etc', '/etcetera']],
  ['/**/package.json', ['/package.json', '/a/package.json', '/a/b/package.json'], ['/a/xpackage.json', '/package.json/a']],
  ['/a/**/b', ['/a/b', '/a/x/b', '/a/x/y/b'], ['/a/xb', '/ab', '/a/b/c']],
  ['/a/**/b/**/c', ['/a/b/c', '/a/1/b/2/3/c', '/a/b/b/c/c'], ['/a/c', '/a/b', '/a/xb/c']],
  ['/**/*.py[co]', ['/x.pyc', '/a/b/x.pyo'], ['/x.py', '/x.pyd']],
  ['/usr/lib/**.so', ['/usr/lib/a.so', '/usr/lib/x/a.so', '/usr/lib/.so'], ['/usr/lib/a.so.1']],
  ['/a**z', ['/az', '/a/z', '/ab/c/z'], ['/a/zz/b']],
  ['/a?c', ['/abc', '/a😀c', '/a\udc80c'], ['/ac', '/a/c', '/abbc']],
  ['/[a-c]x', ['/ax', '/cx'], ['/dx', '/x']],
  ['/[!a-c]x', ['/dx'], ['/ax', '//x']],
  ['/[^]x]', ['/y'], ['/]', '/x']],
  ['/[]-]', ['/]', '/-'], ['/x']],
  ['/[\\]a]', ['/]', '/a'], ['/\\']],
  ['/[a', ['/[a'], ['/a']],
  ['/{a,b}/{c,d}', ['/a/c', '/b/d'], ['/a', '/a/b', '/{a,b}/c']],
  ['/x{,.gz}', ['/x', '/x.gz'], ['/x.g']],
  ['/{a,b{c,d{e,f}}}', ['/a', '/bc', '/bde', '/bdf'], ['/b', '/bd']],
  ['/{a}', ['/{a}'], ['/a']],
  ['/{a,b', ['/{a,b'], ['/a']],
  ['/{{a,b}', ['/{a', '/{b'], ['/a']],
  ['/a}', ['/a}'], ['/a']],
  ['/\\*', ['/*'], ['/a', '/\\*']],
  ['/\\{a,b\\}', ['/{a,b}'], ['/a']],
  ['/a\\', ['/a\\'], ['/a']],
  ['/a.b', ['/a.b'], ['/axb']],
  ['etc/*', ['/etc/a'], ['/x/etc/a']],
  ['*.so', ['/a.so', '/usr/lib/a.so'], ['/a.so/b']],
  ['**', ['/a', '/a/b'], []],
  ['/', ['/'], ['/a']],
  ['/**', ['/', '/a/b'], []],
];

describe('globMatcher', () => {
  it.each(cases)('%s matches what it should and nothing like it', (glob, matching, others) => {
    const matches = globMatcher(glob);
    expect([...matching, ...others].filter(matches)).toEqual(matching);
  });

  it('agrees with a matcher that tries everything', () => {
    const part = fc.constantFrom('a', 'b', '/', '*', '**', '**/', '?', '[a-b]', '[!a]', '/**/');
    const sign = fc.constantFrom('a', 'b', 'c', '/a', '/b');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 7 }), fc.array(sign, { maxLength: 8 }), (parts, signs) => {
        const glob = `/${parts.join('')}`;
        const path = `/${signs.join('').replace(/^\//, '')}`;
        expect([glob, path, globMatcher(glob)(path)]).toEqual([glob, path, matchesSlowly(glob, path, '')]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes a path of a megabyte in its stride', () => {
    const hostile = `/${'a'.repeat(1_000_000)}`;
    const deep = '/a'.repeat(500_000);
    const globs = ['/**a*a*a*a*b*', '/**/a/**/a/**/*b*'];
    expect(globs.map((glob) => [hostile, deep].map(globMatcher(glob)))).toEqual(globs.map(() => [false, false]));
  });

  it('bounds what braces may stand for', () => {
    expect(codeOf(() => globMatcher(`/${'{a,b}'.repeat(9)}`))).toBe('usage');
    expect(codeOf(() => globMatcher(`/${'{a,b}'.repeat(800)}`))).toBe('usage');
    expect(globMatcher(`/${'{a,b}'.repeat(8)}`)('/abababab')).toBe(true);
    expect(globMatcher('{'.repeat(4_096))('/x')).toBe(false);
  });

  it('refuses a glob that is empty or too long', () => {
    expect(codeOf(() => globMatcher(''))).toBe('usage');
    expect(codeOf(() => globMatcher('a'.repeat(4_097)))).toBe('usage');
  });
});

function codeOf(act: () => unknown): string | null {
  try {
    act();
  } catch (error) {
    return error instanceof InspectError ? error.code : null;
  }
  return null;
}

/** The definition, one way after the other; `before` is the last sign of the glob that was dealt with. */
function matchesSlowly(glob: string, path: string, before: string): boolean {
  if (glob === '') return path === '';
  const stars = /^\*+/.exec(glob)?.[0].length ?? 0;
  const rest = glob.slice(Math.max(1, stars));
  if (stars > 1 && before === '/' && rest.startsWith('/')) {
    return [0, ...positionsAfterSlash(path)].some((at) => matchesSlowly(rest.slice(1), path.slice(at), '/'));
  }
  if (stars > 0) {
    const reach = stars > 1 || !path.includes('/') ? path.length : path.indexOf('/');
    return Array.from({ length: reach + 1 }, (_, at) => at).some((at) => matchesSlowly(rest, path.slice(at), '*'));
  }
  if (path === '') return false;
  const set = /^\[(!?)(.*?)\]/.exec(glob);
  if (set !== null) {
    const isInside = (set[2] === 'a' ? 'a' : 'ab').includes(path[0] ?? '');
    return path[0] !== '/' && isInside !== (set[1] === '!') && matchesSlowly(glob.slice(set[0].length), path.slice(1), ']');
  }
  return (glob[0] === '?' ? path[0] !== '/' : glob[0] === path[0]) && matchesSlowly(rest, path.slice(1), glob[0] ?? '');
}

function positionsAfterSlash(path: string): readonly number[] {
  return [...path].flatMap((sign, at) => (sign === '/' ? [at + 1] : []));
}
