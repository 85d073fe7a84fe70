import { type HierarchyRectangularNode, hierarchy, treemap } from 'd3-hierarchy';
import type { TreeIndex } from './tree-index.ts';

/** A rectangle of the map, in pixels. */
export type MapCell = {
  readonly node: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Its children are shown in it. */
  readonly isGroup: boolean;
  /** Below the directory that is shown, from 1. */
  readonly level: number;
};

const headerPixels = 18;
/** A directory of less than this is shown as a whole. */
const leastGroupPixels = 5_000;
/** What is smaller than this is no rectangle that anybody could see. */
const leastPixels = 2;
const maxLevel = 5;

type Item = { readonly node: number; readonly children: readonly Item[] };

/** Lays out what lies below a directory, groups before what is in them. */
export function mapCells(index: TreeIndex, top: number, width: number, height: number): readonly MapCell[] {
  const { bytes } = index.tree;
  const scale = (width * height) / Math.max(1, bytes[top]!);
  const root = hierarchy(itemOf(index, top, scale, 0), ({ children }) => children).sum(({ node, children }) =>
    children.length === 0 ? bytes[node]! : 0,
  );
  const laid = treemap<Item>()
    .size([width, height])
    .round(true)
    .paddingInner(1)
    .paddingOuter((at) => (at.depth === 0 ? 0 : 2))
    .paddingTop((at) => (at.depth === 0 ? 0 : hasHeader(at) ? headerPixels : 2))(root.sort((a, b) => b.value! - a.value!));
  return laid
    .descendants()
    .filter(({ depth, x0, x1, y0, y1 }) => depth > 0 && x1 - x0 >= leastPixels && y1 - y0 >= leastPixels)
    .map(({ data, depth, x0, x1, y0, y1, children }) => ({
      node: data.node,
      x: x0,
      y: y0,
      width: x1 - x0,
      height: y1 - y0,
      isGroup: children !== undefined,
      level: depth,
    }));
}

function hasHeader({ x0, x1, y0, y1 }: HierarchyRectangularNode<Item>): boolean {
  return x1 - x0 > 40 && y1 - y0 > 34;
}

function itemOf(index: TreeIndex, node: number, scale: number, level: number): Item {
  const children = index.children[node]!;
  const isOpen = level === 0 || (level < maxLevel && children.length > 0 && index.tree.bytes[node]! * scale >= leastGroupPixels);
  return { node, children: isOpen ? children.map((child) => itemOf(index, child, scale, level + 1)) : [] };
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The nearest cell in a direction: of those whose middle lies there the one least far off, sideways counting double. */
export function nextCell(cells: readonly MapCell[], from: MapCell, direction: Direction): MapCell | null {
  const [x, y] = middle(from);
  let found: MapCell | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    const [cellX, cellY] = middle(cell);
    const [along, aside] = offsets(cellX - x, cellY - y, direction);
    const distance = along + 2 * Math.abs(aside);
    if (cell === from || along <= 0 || distance >= least) continue;
    found = cell;
    least = distance;
  }
  return found;
}

function offsets(dx: number, dy: number, direction: Direction): readonly [along: number, aside: number] {
  switch (direction) {
    case 'left':
      return [-dx, dy];
    case 'right':
      return [dx, dy];
    case 'up':
      return [-dy, dx];
    case 'down':
      return [dy, dx];
  }
}

/** Of a group the middle of its header. */
function middle({ x, y, width, height, isGroup }: MapCell): readonly [number, number] {
  return [x + width / 2, isGroup ? y + headerPixels / 2 : y + height / 2];
}
