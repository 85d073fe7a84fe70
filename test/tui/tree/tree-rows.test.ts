import { describe, expect, it } from 'vitest';
import { viewLayer } from '../../../src/tui/tree/layer-view.ts';
import { indexTree } from '../../../src/tui/tree/tree-index.ts';
import { nothingHidden, treeMask } from '../../../src/tui/tree/tree-mask.ts';
import {
  isLastChild,
  type RowRules,
  rowsBelow,
  type TreeOrder,
  treeRows,
  withClosed,
  withOpened,
} from '../../../src/tui/tree/tree-rows.ts';
import { squashed } from '../../filesystem/squashed.ts';

async function rules(order: TreeOrder = 'name'): Promise<RowRules> {
  const tree = await squashed({ '/b/x': 5, '/b/y': 9, '/a': 1, '/c/deep/er': 2, '/café': 3 }, { '/b/x': 6, '/new/n': 100, '/.wh.a': 0 });
  const index = indexTree(tree);
  return { index, view: viewLayer(index, 1, 'changes'), order, mask: null };
}

function paths({ index }: RowRules, rows: Int32Array): readonly string[] {
  return Array.from(rows, (node) => index.tree.path(node));
}

function open({ index }: RowRules, ...names: readonly string[]): Uint8Array {
  const isOpen = new Uint8Array(index.nodeCount);
  for (const name of names) isOpen[index.tree.find(name)!] = 1;
  return isOpen;
}

describe('treeRows', () => {
  it('has what is in the root, by name, and what was removed', async () => {
    const by = await rules();
    expect(paths(by, treeRows(by, open(by)))).toEqual(['/a', '/b', '/c', '/café', '/new']);
  });

  it('unfolds what is open', async () => {
    const by = await rules();
    expect(paths(by, treeRows(by, open(by, '/b', '/c/deep')))).toEqual(['/a', '/b', '/b/x', '/b/y', '/c', '/café', '/new']);
  });

  it('sorts by size, and by change', async () => {
    const bySize = await rules('size');
    expect(paths(bySize, treeRows(bySize, open(bySize, '/b')))).toEqual(['/new', '/b', '/b/y', '/b/x', '/café', '/c', '/a']);
    const byChange = await rules('change');
    expect(paths(byChange, treeRows(byChange, open(byChange)))).toEqual(['/a', '/new', '/b', '/café', '/c']);
  });

  it('opens and closes one directory as if all were made anew', async () => {
    const by = await rules();
    const closed = treeRows(by, open(by));
    const isOpen = open(by, '/b');
    const node = by.index.tree.find('/b')!;
    const opened = withOpened(closed, 1, rowsBelow(by, isOpen, node));
    expect(opened).toEqual(treeRows(by, isOpen));
    expect(withClosed(by.index, opened, 1)).toEqual(closed);
  });

  it('knows which comes last', async () => {
    const by = await rules();
    expect(isLastChild(by, by.index.tree.find('/new')!)).toBe(true);
    expect(isLastChild(by, by.index.tree.find('/b')!)).toBe(false);
  });

  it('shows what is above of what is shown', async () => {
    const by = await rules();
    const mask = treeMask(by.index, by.view, { ...nothingHidden, unmodified: true, removed: true }, null);
    const masked = { ...by, mask };
    expect(paths(masked, treeRows(masked, new Uint8Array(by.index.nodeCount).fill(1)))).toEqual(['/b', '/b/x', '/new', '/new/n']);
  });
});
