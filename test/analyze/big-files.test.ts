import { expect, it } from 'vitest';
import { bigFiles } from '../../src/analyze/big-files.ts';
import { treeOf } from '../report/tree-of.ts';

it('lists the largest visible files, hardlinks once, ties by path', async () => {
  const tree = await treeOf(
    { '/gone': 900, '/a': 50, '/b': 50, '/big': 70, '/linked': { kind: 'hardlink', linkTarget: '/big' }, '/tiny': 1, '/empty': 0 },
    { '/.wh.gone': 0, '/new': 60 },
  );
  expect(bigFiles(tree, 3)).toEqual([
    { path: '/big', sizeBytes: 70, layer: 0 },
    { path: '/new', sizeBytes: 60, layer: 1 },
    { path: '/a', sizeBytes: 50, layer: 0 },
  ]);
});

it('finds them among many', async () => {
  const tree = await treeOf(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`/f${i}`, 1 + ((i * 37) % 200)])));
  expect(bigFiles(tree, 4).map(({ sizeBytes }) => sizeBytes)).toEqual([200, 199, 198, 197]);
});
