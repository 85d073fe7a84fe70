import { describe, expect, it } from 'vitest';
import { listTree } from '../../src/filesystem/list-tree.ts';
import { decodeName, encodeName } from '../../src/model/layer-index.ts';
import { treeOf } from '../report/tree-of.ts';

describe('listTree', () => {
  it('lists whole paths in the order of their bytes, in which a slash comes after a full stop', async () => {
    const latin1 = decodeName(Buffer.from('/\xe9', 'latin1'));
    const tree = await treeOf({
      '/a/b/c': 1,
      '/a.txt': 1,
      '/a': { kind: 'directory' },
      '/a0': 1,
      '/a-b/x': 1,
      '/🐸': 1,
      '/ｆ': 1,
      [latin1]: 1,
    });
    const paths = [...listTree(tree, 0)].map((node) => tree.path(node));
    expect(paths).toEqual(['/', '/a', '/a-b', '/a-b/x', '/a.txt', '/a/b', '/a/b/c', '/a0', latin1, '/ｆ', '/🐸'].sort(byBytes));
    expect(paths.slice(0, 8)).toEqual(['/', '/a', '/a-b', '/a-b/x', '/a.txt', '/a/b', '/a/b/c', '/a0']);
  });

  it('begins anywhere, and leaves out what no container sees', async () => {
    const tree = await treeOf({ '/d/kept': 1, '/d/gone': 1, '/e': 1 }, { '/d/.wh.gone': 0 });
    expect([...listTree(tree, tree.find('/d')!)].map((node) => tree.path(node))).toEqual(['/d', '/d/kept']);
    expect([...listTree(tree, tree.find('/e')!)].map((node) => tree.path(node))).toEqual(['/e']);
  });

  it('needs no stack for depth', async () => {
    const tree = await treeOf({ [`${'/d'.repeat(500)}/file`]: 1 });
    expect([...listTree(tree, 0)]).toHaveLength(502);
  });
});

function byBytes(a: string, b: string): number {
  return Buffer.compare(encodeName(a), encodeName(b));
}
