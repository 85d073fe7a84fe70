import type { Node } from '../../filesystem/image-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import { changeOf, type LayerView } from './layer-view.ts';
import type { TreeIndex } from './tree-index.ts';

export type TreeOrder = 'name' | 'size' | 'change';

/** What decides which rows a tree has, and in what order. */
export type RowRules = {
  readonly index: TreeIndex;
  readonly view: LayerView;
  readonly order: TreeOrder;
  /** By node: 1 for what is shown; null: all that is there. What is above something shown is shown. */
  readonly mask: Uint8Array | null;
};

/** Nodes in the order of their rows, all that is open unfolded. */
export function treeRows(rules: RowRules, isOpen: Uint8Array): Int32Array {
  return rowsBelow(rules, isOpen, rootNode);
}

/** Rows of what is in a directory. Without recursion, as depth is the image's choice. */
export function rowsBelow(rules: RowRules, isOpen: Uint8Array, top: Node): Int32Array {
  let rows = new Int32Array(1_024);
  let count = 0;
  const stack: Node[] = [];
  pushChildren(rules, top, stack);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (count === rows.length) rows = grown(rows);
    rows[count++] = node;
    if (isOpen[node] === 1) pushChildren(rules, node, stack);
  }
  return rows.slice(0, count);
}

/** The rows with a directory opened. */
export function withOpened(rows: Int32Array, row: number, below: Int32Array): Int32Array {
  const opened = new Int32Array(rows.length + below.length);
  opened.set(rows.subarray(0, row + 1));
  opened.set(below, row + 1);
  opened.set(rows.subarray(row + 1), row + 1 + below.length);
  return opened;
}

/** The rows with a directory closed. */
export function withClosed({ depths }: TreeIndex, rows: Int32Array, row: number): Int32Array {
  const depth = depths[rows[row]!]!;
  let end = row + 1;
  while (end < rows.length && depths[rows[end]!]! > depth) end++;
  const closed = new Int32Array(rows.length - (end - row - 1));
  closed.set(rows.subarray(0, row + 1));
  closed.set(rows.subarray(end), row + 1);
  return closed;
}

/** Whether the node comes last among those of its directory that are shown. */
export function isLastChild(rules: RowRules, node: Node): boolean {
  const siblings = shownChildren(rules, rules.index.tree.state.table.parents[node]!);
  return siblings.at(-1) === node;
}

export function hasChildren(rules: RowRules, node: Node): boolean {
  const { children, firstChildren } = rules.index;
  for (let at = firstChildren[node]!; at < firstChildren[node + 1]!; at++) if (isShown(rules, children[at]!)) return true;
  return false;
}

/** The first in order last, for a stack. */
function pushChildren(rules: RowRules, directory: Node, stack: Node[]): void {
  const { index, order } = rules;
  if (order === 'name') {
    const start = index.firstChildren[directory]!;
    for (let at = index.firstChildren[directory + 1]! - 1; at >= start; at--) {
      if (isShown(rules, index.children[at]!)) stack.push(index.children[at]!);
    }
    return;
  }
  const children = shownChildren(rules, directory);
  for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!);
}

function isShown({ view, mask }: RowRules, node: Node): boolean {
  return view.changes[node] !== changeOf.absent && (mask === null || mask[node] === 1);
}

function shownChildren(rules: RowRules, directory: Node): readonly Node[] {
  const { view, order } = rules;
  const shown: Node[] = [];
  const { children, firstChildren } = rules.index;
  const end = firstChildren[directory + 1]!;
  for (let at = firstChildren[directory]!; at < end; at++) {
    const child = children[at]!;
    if (isShown(rules, child)) shown.push(child);
  }
  if (shown.length < 2 || order === 'name') return shown;
  const { bytes } = view;
  if (order === 'size') return shown.sort((a, b) => bytes[b]! - bytes[a]!);
  return shown.sort((a, b) => changeRank(view, b) - changeRank(view, a) || bytes[b]! - bytes[a]!);
}

/** What is changed itself before what only holds changes. */
function changeRank({ changes, changedBelow }: LayerView, node: Node): number {
  const change = changes[node]!;
  return change > changeOf.unchanged ? change + 1 : changedBelow[node] === 1 ? changeOf.modified : changeOf.unchanged;
}

function grown(rows: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * rows.length);
  larger.set(rows);
  return larger;
}
