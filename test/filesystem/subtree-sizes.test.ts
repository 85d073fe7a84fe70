import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listTree } from '../../src/filesystem/list-tree.ts';
import { rootNode } from '../../src/filesystem/node-table.ts';
import { subtreeSizes } from '../../src/filesystem/subtree-sizes.ts';
import type { LayerInput } from '../support/layers.ts';
import { naiveSquash } from './naive-squash.ts';
import { randomStack } from './random-stack.ts';
import { squashed } from './squashed.ts';

async function sizes(...layers: readonly LayerInput[]): Promise<Readonly<Record<string, readonly [bytes: number, entries: number]>>> {
  const tree = await squashed(...layers);
  const { bytes, entryCounts } = subtreeSizes(tree);
  return Object.fromEntries([...listTree(tree, rootNode)].map((node) => [tree.path(node), [bytes[node]!, entryCounts[node]!]]));
}

describe('subtreeSizes', () => {
  it('adds up what is visible', async () => {
    expect(await sizes({ '/a/b/x': 10, '/a/y': 1, '/gone': 100 }, { '/.wh.gone': 0, '/a/y': 2 })).toEqual({
      '/': [12, 5],
      '/a': [12, 4],
      '/a/b': [10, 2],
      '/a/b/x': [10, 1],
      '/a/y': [2, 1],
    });
  });

  it('counts content with several paths once, where the file itself is', async () => {
    const hard = { kind: 'hardlink' as const, linkTarget: '/z/file' };
    expect(await sizes({ '/z/file': 10, '/a/link': hard })).toMatchObject({ '/': [10, 5], '/z': [10, 2], '/a': [0, 2] });
    expect(await sizes({ '/z/file': 10, '/a/link': hard, '/b/link': hard }, { '/.wh.z': 0 })).toMatchObject({
      '/': [10, 5],
      '/a': [10, 2],
      '/b': [0, 2],
    });
  });

  it('counts an empty image as its root', async () => {
    expect(await sizes()).toEqual({ '/': [0, 1] });
  });

  it('comes to all visible content, each inode once', async () => {
    await fc.assert(
      fc.asyncProperty(randomStack, async (layers) => {
        const tree = await squashed(...layers);
        const { seen } = naiveSquash(tree.layers);
        const inodes = new Map(
          [...seen.values()].flatMap(({ inode }) => (inode === null ? [] : [[inode.number, inode.sizeBytes] as const])),
        );
        const { bytes, entryCounts } = subtreeSizes(tree);
        expect([bytes[rootNode], entryCounts[rootNode]]).toEqual([[...inodes.values()].reduce((sum, size) => sum + size, 0), seen.size]);
      }),
      { numRuns: 40 },
    );
  });
});
