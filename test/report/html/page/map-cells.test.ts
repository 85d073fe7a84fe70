import { describe, expect, it } from 'vitest';
import { type MapCell, mapCells, nextCell } from '../../../../src/report/html/page/map-cells.ts';
import { pathOf, treeIndex } from '../../../../src/report/html/page/tree-index.ts';
import { pageTree } from '../../../../src/report/html/page-tree.ts';

const leaves = ['/usr/lib/a', '/usr/lib/b', '/usr/bin/c', '/d'].map((path, i) => ({ path, bytes: 400 - 100 * i, categories: [] }));
const index = treeIndex(pageTree(leaves, 0, 100));
const named = (cells: readonly MapCell[]): readonly string[] =>
  cells.map(({ node, isGroup }) => `${pathOf(index.tree, node)}${isGroup ? '/' : ''}`);

const right = ({ x, width }: MapCell): number => x + width;
const bottom = ({ y, height }: MapCell): number => y + height;

describe('mapCells', () => {
  it('shows what is in a directory, the largest first, groups around their own', () => {
    const cells = mapCells(index, 0, 1_000, 500);
    expect(named(cells).toSorted()).toEqual(['/d', '/usr/', '/usr/bin/', '/usr/bin/c', '/usr/lib/', '/usr/lib/a', '/usr/lib/b']);
    const [usr, inner] = [
      cells.find(({ level }) => level === 1)!,
      cells.filter(({ node }) => pathOf(index.tree, node).startsWith('/usr/')),
    ];
    for (const cell of inner)
      expect([cell.x >= usr.x, cell.y > usr.y, right(cell) <= right(usr), bottom(cell) <= bottom(usr)]).toEqual([true, true, true, true]);
    const files = cells.filter(({ isGroup }) => !isGroup);
    for (const a of files)
      for (const b of files) expect(a === b || right(a) <= b.x || right(b) <= a.x || bottom(a) <= b.y || bottom(b) <= a.y).toBe(true);
  });

  it('shows a directory as a whole where there is little room', () => {
    expect(named(mapCells(index, 0, 60, 60)).toSorted()).toEqual(['/d', '/usr']);
  });

  it('begins anew in the directory that is shown', () => {
    const usr = index.tree.names.indexOf('usr');
    expect(named(mapCells(index, usr, 50, 50)).toSorted()).toEqual(['/usr/bin', '/usr/lib']);
  });
});

describe('nextCell', () => {
  const cell = (node: number, x: number, y: number): MapCell => ({ node, x, y, width: 10, height: 10, isGroup: false, level: 1 });
  const [a, b, c] = [cell(0, 0, 0), cell(1, 20, 0), cell(2, 0, 20)];

  it('is the nearest in that direction, or none', () => {
    const go = (from: MapCell, direction: Parameters<typeof nextCell>[2]) => nextCell([a, b, c], from, direction)?.node ?? null;
    expect([go(a, 'right'), go(a, 'down'), go(b, 'left'), go(c, 'up'), go(a, 'left'), go(a, 'up')]).toEqual([1, 2, 0, 0, null, null]);
  });
});
