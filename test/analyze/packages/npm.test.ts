import { describe, expect, it } from 'vitest';
import { npmReader } from '../../../src/analyze/packages/npm.ts';
import { readingOf } from './reading-of.ts';

function manifest(name: string, version: string, more: object = {}): string {
  return JSON.stringify({ name, version, description: 'x'.repeat(100), ...more });
}

describe('packages of npm', () => {
  it('are those that were unpacked below any node_modules, nested and scoped ones too', async () => {
    const { packages, unreadable } = await readingOf(npmReader, {
      layers: [
        {
          '/app/node_modules/a/package.json': manifest('a', '1.0.0', { license: 'MIT' }),
          '/app/node_modules/a/node_modules/b/package.json': manifest('b', '2.0.0-rc.1+x', { license: { type: 'ISC' } }),
          '/app/node_modules/@scope/c/package.json': manifest('@scope/c', '3.0.0'),
          '/srv/node_modules/.pnpm/d@4.0.0/node_modules/d/package.json': manifest('alias-of-d', '4.0.0'),
        },
        { '/app/node_modules/a/package.json': { content: manifest('a', '1.0.0', { license: 'MIT' }), uid: 5 } },
      ],
    });
    expect(unreadable).toEqual([]);
    const common = { type: 'npm', layer: 0, files: [] };
    expect([...packages].sort((a, b) => (a.version < b.version ? -1 : 1))).toEqual([
      {
        ...common,
        name: 'a',
        version: '1.0.0',
        purl: 'pkg:npm/a@1.0.0',
        license: 'MIT',
        path: '/app/node_modules/a/package.json',
        directories: ['/app/node_modules/a'],
      },
      {
        ...common,
        name: 'b',
        version: '2.0.0-rc.1+x',
        purl: 'pkg:npm/b@2.0.0-rc.1%2Bx',
        license: 'ISC',
        path: '/app/node_modules/a/node_modules/b/package.json',
        directories: ['/app/node_modules/a/node_modules/b'],
      },
      {
        ...common,
        name: '@scope/c',
        version: '3.0.0',
        purl: 'pkg:npm/%40scope/c@3.0.0',
        license: null,
        path: '/app/node_modules/@scope/c/package.json',
        directories: ['/app/node_modules/@scope/c'],
      },
      {
        ...common,
        name: 'alias-of-d',
        version: '4.0.0',
        purl: 'pkg:npm/alias-of-d@4.0.0',
        license: null,
        path: '/srv/node_modules/.pnpm/d@4.0.0/node_modules/d/package.json',
        directories: ['/srv/node_modules/.pnpm/d@4.0.0/node_modules/d'],
      },
    ]);
  });

  it.each([
    ['the application itself', '/app/package.json'],
    ['a part of a package', '/app/node_modules/a/dist/package.json'],
    ['a part of a scoped package', '/app/node_modules/@scope/a/dist/package.json'],
    ['a scope', '/app/node_modules/@scope/package.json'],
    ['what npm keeps there for itself', '/app/node_modules/.cache/package.json'],
    ['node_modules themselves', '/app/node_modules/package.json'],
    ['a directory of another name', '/app/my_node_modules/a/package.json'],
    ['a removed package', '/gone/node_modules/a/package.json'],
  ])('are not %s', async (_, path) => {
    expect(await readingOf(npmReader, { layers: [{ [path]: manifest('x', '1') }, { '/.wh.gone': 0 }] })).toEqual({
      packages: [],
      unreadable: [],
    });
  });

  it('are not what says no name and no version', async () => {
    const layer = { '/node_modules/a/package.json': '{"type":"module"}', '/node_modules/b/package.json': '{"name":5,"version":{}}' };
    expect(await readingOf(npmReader, { layers: [layer] })).toEqual({ packages: [], unreadable: [] });
  });

  it('are read with a byte order mark, and by a hostile name', async () => {
    const layer = { '/node_modules/a/package.json': `\ufeff${manifest('a/../..?#', '1')}` };
    const { packages } = await readingOf(npmReader, { layers: [layer] });
    expect(packages.map(({ purl }) => purl)).toEqual(['pkg:npm/a/../..%3F%23@1']);
  });
});

describe('a package.json that cannot be read', () => {
  it.each([
    ['that ends too early', '{"name":"a"', 'expected a JSON object'],
    ['that is a list', '[]', 'expected a JSON object'],
    ['that is empty', '', 'expected a JSON object'],
    ['that nests too deep', `{"name":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 'expected a JSON object'],
    ['that is too long', `${manifest('a', '1')}${' '.repeat(1_048_576)}`, 'expected at most 1048576 bytes, got more'],
  ])('is told: one %s', async (_, content, reason) => {
    const path = '/node_modules/a/package.json';
    const layer = { [path]: content, '/node_modules/b/package.json': manifest('b', '1') };
    const { packages, unreadable } = await readingOf(npmReader, { layers: [layer] });
    expect(packages.map(({ name }) => name)).toEqual(['b']);
    expect(unreadable).toEqual([{ path, reason }]);
  });

  it('is told: one whose content stands elsewhere', async () => {
    const path = '/node_modules/a/package.json';
    const layer = { '/store/1': manifest('a', '1'), [path]: { kind: 'hardlink' as const, linkTarget: '/store/1' } };
    const { unreadable } = await readingOf(npmReader, { layers: [layer] });
    expect(unreadable).toEqual([{ path, reason: 'its content was not kept, as it is a link to a file of another name' }]);
  });
});
