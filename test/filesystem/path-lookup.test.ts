import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageTree } from '../../src/filesystem/image-tree.ts';
import { noNode } from '../../src/filesystem/node-table.ts';
import { PathLookup } from '../../src/filesystem/path-lookup.ts';
import { resolvePath } from '../../src/filesystem/resolve-path.ts';
import { viewOf } from '../analyzers/view-of.ts';

const files = {
  '/bin': { linkTarget: 'usr/bin' },
  '/usr/bin/ls': 1,
  '/usr/bin/sh': { linkTarget: 'dash' },
  '/usr/bin/dash': 1,
  '/usr/lib64': { linkTarget: '/lib' },
  '/lib/x/y': 1,
  '/loop': { linkTarget: 'loop' },
  '/dangling': { linkTarget: 'nowhere' },
  '/gone/a': 1,
};

async function tree(): Promise<ImageTree> {
  return (await viewOf({}, { layers: [files, { '/.wh.gone': 0 }] })).tree;
}

function found(tree: ImageTree, lookup: PathLookup, path: string): string | null {
  const bytes = Buffer.from(`<${path}>`);
  const node = lookup.find(bytes, 1, bytes.length - 1);
  return node === noNode ? null : tree.path(node);
}

describe('PathLookup', () => {
  it.each([
    ['/usr/bin/ls', '/usr/bin/ls'],
    ['usr/bin/ls', '/usr/bin/ls'],
    ['/bin/ls', '/usr/bin/ls'],
    ['/bin/sh', '/usr/bin/sh'],
    ['/bin', '/bin'],
    ['/bin/', '/usr/bin'],
    ['/usr/lib64/x/y', '/lib/x/y'],
    ['/usr/./bin/../bin//ls', '/usr/bin/ls'],
    ['/../usr', '/usr'],
    ['/.', '/'],
    ['', '/'],
    ['/gone/a', null],
    ['/usr/bin/ls/below', null],
    ['/loop/x', null],
    ['/dangling/x', null],
    ['/usr/bin/l', null],
    ['/usr/bin/lsx', null],
  ])('finds %s at %s', async (path, at) => {
    const image = await tree();
    expect(found(image, new PathLookup(image), path)).toBe(at);
  });

  it('finds the same whatever it was asked before, as one path at a time does', async () => {
    const image = await tree();
    const name = fc.constantFrom('usr', 'bin', 'usr/bin/ls', 'ls', 'usr/lib64', 'x', 'y', 'loop', 'dangling', 'gone', '..', '.', '');
    const paths = fc.array(fc.array(name, { maxLength: 5 }), { maxLength: 20 });
    fc.assert(
      fc.property(paths, (paths) => {
        const lookup = new PathLookup(image);
        for (const path of paths.map((names) => `/${names.join('/')}`)) {
          const isDirectory = /(?:\/|\/\.{1,2})$/.test(path);
          const resolved = resolvePath(image, path, isDirectory);
          expect(found(image, lookup, path) === null).toBe(resolved === null);
          if (resolved !== null && !isDirectory) expect(found(image, lookup, path)).toBe(image.path(resolved));
        }
      }),
    );
  });

  it('begins where it is told', async () => {
    const image = await tree();
    const lookup = new PathLookup(image);
    const base = image.find('/usr')!;
    const bytes = Buffer.from('bin/ls');
    expect([
      lookup.find(bytes, 0, 6, base),
      lookup.find(bytes, 0, 6),
      lookup.find(bytes, 0, 6, base),
      lookup.find(bytes, 0, 6, image.find('/lib')!),
      lookup.child(base, bytes, 0, 3),
      lookup.child(noNode, bytes, 0, 3),
      lookup.findDirectory(bytes, 0, 3),
    ]).toEqual([
      image.find('/usr/bin/ls'),
      image.find('/usr/bin/ls'),
      image.find('/usr/bin/ls'),
      noNode,
      image.find('/usr/bin'),
      noNode,
      image.find('/usr/bin'),
    ]);
  });
});
