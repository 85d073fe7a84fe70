import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolvePath } from '../../src/filesystem/resolve-path.ts';
import { squashed } from './squashed.ts';

const link = (linkTarget: string) => ({ linkTarget });

const layers = [
  {
    '/usr/lib/libc.so': 1,
    '/lib': link('usr/lib'),
    '/abs': link('/usr/lib'),
    '/up': link('../../../usr'),
    '/dots': link('./usr/../usr/./lib/'),
    '/usr/local': link('../lib'),
    '/chain': link('lib2'),
    '/lib2': link('/lib'),
    '/self': link('self'),
    '/ping': link('pong'),
    '/pong': link('ping'),
    '/dangling': link('missing/x'),
    '/through-file': link('usr/lib/libc.so/x'),
    '/to-file': link('usr/lib/libc.so'),
    '/to-root': link('/'),
    '/to-here': link('.'),
    '/hard': { kind: 'hardlink' as const, linkTarget: '/lib' },
    '/gone': link('usr'),
  },
  { '/.wh.gone': 0 },
];

describe('resolvePath', () => {
  it.each<[path: string, expected: string | null]>([
    ['/', '/'],
    ['', '/'],
    ['/usr/lib/libc.so', '/usr/lib/libc.so'],
    ['usr/lib/libc.so', '/usr/lib/libc.so'],
    ['//usr/./lib///libc.so', '/usr/lib/libc.so'],
    ['/usr/lib/', '/usr/lib'],
    ['/lib/libc.so', '/usr/lib/libc.so'],
    ['/abs/libc.so', '/usr/lib/libc.so'],
    ['/up/lib/libc.so', '/usr/lib/libc.so'],
    ['/dots/libc.so', '/usr/lib/libc.so'],
    ['/usr/local/libc.so', '/usr/lib/libc.so'],
    ['/chain/libc.so', '/usr/lib/libc.so'],
    ['/hard/libc.so', '/usr/lib/libc.so'],
    ['/to-root/to-here/to-root/usr', '/usr'],
    ['/lib', '/usr/lib'],
    ['/to-file', '/usr/lib/libc.so'],
    ['/..', '/'],
    ['/../../usr', '/usr'],
    ['/usr/../lib/../lib/libc.so', '/usr/lib/libc.so'],
    ['/lib/..', '/usr'],
    ['/missing', null],
    ['/missing/..', null],
    ['/usr/lib/libc.so/x', null],
    ['/usr/lib/libc.so/..', null],
    ['/usr/lib/libc.so/.', '/usr/lib/libc.so'],
    ['/through-file', null],
    ['/dangling', null],
    ['/self', null],
    ['/ping', null],
    ['/ping/x', null],
    ['/gone', null],
    ['/gone/lib', null],
  ])('%j is %j', async (path, expected) => {
    const tree = await squashed(...layers);
    const node = resolvePath(tree, path);
    expect(node === null ? null : tree.path(node)).toBe(expected);
  });

  it.each<[path: string, expected: string | null]>([
    ['/lib', '/lib'],
    ['/self', '/self'],
    ['/dangling', '/dangling'],
    ['/chain/libc.so', '/usr/lib/libc.so'],
    ['/up/local', '/usr/local'],
    ['/up/local/libc.so', '/usr/lib/libc.so'],
    ['/to-root/lib', '/lib'],
    ['/missing', null],
  ])('%j itself is %j', async (path, expected) => {
    const tree = await squashed(...layers);
    const node = resolvePath(tree, path, false);
    expect(node === null ? null : tree.path(node)).toBe(expected);
  });

  it('follows as many links as Linux does', async () => {
    const chain = (length: number) => Object.fromEntries(Array.from({ length }, (_, i) => [`/l${i}`, link(`l${i + 1}`)]));
    const [forty, more] = await Promise.all([squashed({ ...chain(40), '/l40': 1 }), squashed({ ...chain(41), '/l41': 1 })]);
    expect([resolvePath(forty, '/l0'), resolvePath(more, '/l0')].map((node) => node !== null)).toEqual([true, false]);
  });

  it('ends whatever links lead to', async () => {
    const target = fc
      .array(fc.constantFrom('a', 'b', 'c', '..', '.', '', '/'), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join('/'));
    await fc.assert(
      fc.asyncProperty(target, target, target, target, async (a, b, c, path) => {
        const tree = await squashed({ '/a': link(a), '/b': link(b), '/c/b': link(c), '/c/a': 1 });
        const node = resolvePath(tree, path);
        expect(node === null || tree.isVisible(node)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('takes names that are not UTF-8', async () => {
    const tree = await squashed({ '/\udcff/file': 1, '/l': link('\udcff') });
    expect(tree.path(resolvePath(tree, '/l/file')!)).toBe('/\udcff/file');
  });
});
