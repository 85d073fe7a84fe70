import type { Node } from '../../filesystem/image-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import { kindOf } from '../../filesystem/tree-state.ts';
import { changeOf, type LayerView, type TreeMode, viewLayer } from '../tree/layer-view.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { type HiddenChanges, nothingHidden, treeMask } from '../tree/tree-mask.ts';
import { hasChildren, type RowRules, rowsBelow, type TreeOrder, treeRows, withClosed, withOpened } from '../tree/tree-rows.ts';

/** The layers and the tree of one of them. */
export type Explore = {
  readonly index: TreeIndex;
  readonly layer: number;
  readonly layerTop: number;
  readonly mode: TreeMode;
  readonly order: TreeOrder;
  readonly hidden: HiddenChanges;
  /** What is typed, and by node what it lets through; '' and null without a filter. */
  readonly filter: string;
  readonly matches: Uint8Array | null;
  readonly hasAttributes: boolean;
  /** Whether of a name that is too long the end is shown. */
  readonly showsNameEnds: boolean;
  /** Of the layer that is shown, which need not yet be the one under the cursor. */
  readonly view: LayerView;
  /** Those that were shown last, to be shown again. */
  readonly views: readonly LayerView[];
  readonly mask: Uint8Array | null;
  /** By node. */
  readonly isOpen: Uint8Array;
  /** Nodes of the rows. */
  readonly rows: Int32Array;
  readonly cursor: number;
  readonly top: number;
};

/** Each takes 18 bytes for every path that any layer names. */
const maxViews = 6;

export function createExplore(index: TreeIndex): Explore {
  const layer = Math.max(0, index.tree.layers.length - 1);
  const view = viewLayer(index, layer, 'changes');
  const isOpen = new Uint8Array(index.nodeCount);
  const rules: RowRules = { index, view, order: 'name', mask: null };
  return {
    index,
    layer,
    layerTop: 0,
    mode: 'changes',
    order: 'name',
    hidden: nothingHidden,
    filter: '',
    matches: null,
    hasAttributes: true,
    showsNameEnds: false,
    view,
    views: [view],
    mask: null,
    isOpen,
    rows: treeRows(rules, isOpen),
    cursor: 0,
    top: 0,
  };
}

export function rulesOf({ index, view, order, mask }: Explore): RowRules {
  return { index, view, order, mask };
}

/** The node that the cursor is on, null in an empty tree. */
export function currentNode({ rows, cursor }: Explore): Node | null {
  return rows[cursor] ?? null;
}

export function isDirectory({ index, view }: Explore, node: Node): boolean {
  const entry = view.entries[node]!;
  return entry < 0 || index.kinds[entry] === kindOf.directory;
}

/** Rows anew, with the cursor on the node that it is on, or else what is nearest above it. */
export function refreshed(explore: Explore, changes: Partial<Explore>, node: Node | null = currentNode(explore)): Explore {
  const next = { ...explore, ...changes };
  const mask = treeMask(next.index, next.view, next.hidden, next.matches);
  const rows = treeRows({ ...rulesOf(next), mask }, next.isOpen);
  return { ...next, mask, rows, cursor: nearestRow(next.index, rows, node) };
}

function nearestRow({ tree }: TreeIndex, rows: Int32Array, node: Node | null): number {
  for (let at = node; at !== null && at !== rootNode; at = tree.parent(at)) {
    const row = rows.indexOf(at);
    if (row !== -1) return row;
  }
  return 0;
}

/** The tree of the layer under the cursor. */
export function showLayer(explore: Explore): Explore {
  const { index, layer, mode, view } = explore;
  if (view.layer === layer && view.mode === mode) return explore;
  const shown = explore.views.find((known) => known.layer === layer && known.mode === mode) ?? viewLayer(index, layer, mode);
  const others = explore.views.filter((known) => known !== shown);
  return refreshed(explore, { view: shown, views: [shown, ...others].slice(0, maxViews) });
}

/** Keeps a view for later, right behind the one that is shown. */
export function withView(explore: Explore, view: LayerView): Explore {
  const others = explore.views.filter((known) => known !== explore.view);
  return { ...explore, views: [explore.view, view, ...others].slice(0, maxViews) };
}

/** A view next to the one that is shown that is not yet known, null where all are. */
export function missingLayer({ index, mode, view, views }: Explore): number | null {
  const near = [view.layer - 1, view.layer + 1, view.layer - 2, view.layer + 2];
  const isKnown = (layer: number): boolean => views.some((known) => known.layer === layer && known.mode === mode);
  return near.find((layer) => layer >= 0 && layer < index.tree.layers.length && !isKnown(layer)) ?? null;
}

export function openRow(explore: Explore, row: number): Explore {
  const node = explore.rows[row]!;
  if (explore.isOpen[node] === 1 || !hasChildren(rulesOf(explore), node)) return explore;
  const isOpen = explore.isOpen.slice();
  isOpen[node] = 1;
  return { ...explore, isOpen, rows: withOpened(explore.rows, row, rowsBelow(rulesOf(explore), isOpen, node)) };
}

export function closeRow(explore: Explore, row: number): Explore {
  const node = explore.rows[row]!;
  if (explore.isOpen[node] !== 1) return explore;
  const isOpen = explore.isOpen.slice();
  isOpen[node] = 0;
  return { ...explore, isOpen, rows: withClosed(explore.index, explore.rows, row) };
}

export function openAll(explore: Explore): Explore {
  return refreshed(explore, { isOpen: new Uint8Array(explore.index.nodeCount).fill(1) });
}

/** Closes all; where all are closed, opens those at the top and what is in them, as dive does. */
export function closeAll(explore: Explore): Explore {
  const isAnyOpen = explore.rows.some((node) => explore.isOpen[node] === 1);
  return isAnyOpen ? refreshed(explore, { isOpen: new Uint8Array(explore.index.nodeCount) }) : openAll(explore);
}

/** The tree with the cursor on a node, all above it open; where a filter or a toggle hides it, those are dropped. */
export function reveal(explore: Explore, node: Node): Explore {
  const isOpen = explore.isOpen.slice();
  const { tree } = explore.index;
  for (let at = tree.parent(node); at !== null; at = tree.parent(at)) isOpen[at] = 1;
  const isHidden = explore.mask !== null && explore.mask[node] !== 1;
  return refreshed(explore, isHidden ? { isOpen, hidden: nothingHidden, filter: '', matches: null } : { isOpen }, node);
}

/** The tree that is shown where it has the node, otherwise that of the highest layer that leaves something there. */
export function revealAnywhere(explore: Explore, node: Node): Explore {
  return isThere(explore, node) ? reveal(explore, node) : revealInLayer(explore, node, explore.index.lastLayers[node]!);
}

/** The tree of a layer, with the cursor on the node. */
export function revealInLayer(explore: Explore, node: Node, layer: number): Explore {
  const shown = showLayer({ ...explore, layer });
  return reveal(shown, node);
}

export function isThere({ view }: Explore, node: Node): boolean {
  return view.changes[node] !== changeOf.absent;
}
