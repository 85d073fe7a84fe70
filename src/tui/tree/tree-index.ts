import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { noNode, rootNode } from '../../filesystem/node-table.ts';
import { none } from '../../filesystem/tree-state.ts';
import { listRemovals, type Removals } from './emptied-directories.ts';
import { lastLayers } from './last-layers.ts';

/** In `hiddenIn`: by no layer. */
export const neverHidden = 0xffff;

/** An image tree in the columns that the screen reads again and again; made once. */
export type TreeIndex = {
  readonly tree: ImageTree;
  readonly nodeCount: number;
  /** By node: where its children begin in `children`; those of node `n` end where those of `n + 1` begin. */
  readonly firstChildren: Uint32Array;
  /** All nodes but the root, by parent and the bytes of their names, visible or not. */
  readonly children: Int32Array;
  /** By node: 0 for what is in the root. */
  readonly depths: Uint16Array;
  /** By entry. */
  readonly kinds: Uint8Array;
  readonly sizes: Float64Array;
  /** By entry: the layer that hides it, `neverHidden` where none does. */
  readonly hiddenIn: Uint16Array;
  readonly removals: Removals;
  /** By node: see `lastLayers`. */
  readonly lastLayers: Int32Array;
};

export function indexTree(tree: ImageTree): TreeIndex {
  const columns = { tree, ...childColumns(tree), ...entryColumns(tree) };
  const { nodeCount } = tree;
  return { nodeCount, ...columns, depths: nodeDepths(tree), removals: listRemovals(columns), lastLayers: lastLayers(columns) };
}

function childColumns(tree: ImageTree): Pick<TreeIndex, 'firstChildren' | 'children'> {
  const { nodeCount } = tree;
  const { parents } = tree.state.table;
  const firstChildren = new Uint32Array(nodeCount + 1);
  for (let node = 1; node < nodeCount; node++) firstChildren[parents[node]! + 1]! += 1;
  for (let node = 0; node < nodeCount; node++) firstChildren[node + 1]! += firstChildren[node]!;
  const next = firstChildren.slice();
  const children = new Int32Array(Math.max(0, nodeCount - 1));
  for (let node = 1; node < nodeCount; node++) children[next[parents[node]!]!++] = node;
  const compare = nameComparer(tree);
  for (let node = 0; node < nodeCount; node++) {
    const [start, end] = [firstChildren[node]!, firstChildren[node + 1]!];
    if (end - start > 1) children.subarray(start, end).sort(compare);
  }
  return { firstChildren, children };
}

/** Most names differ in their first eight bytes, which are compared as two numbers. */
function nameComparer(tree: ImageTree): (a: Node, b: Node) => number {
  const { table } = tree.state;
  const high = new Uint32Array(tree.nodeCount);
  const low = new Uint32Array(tree.nodeCount);
  for (let node = 1; node < tree.nodeCount; node++) {
    const name = table.name(node);
    high[node] = word(name, 0);
    low[node] = word(name, 4);
  }
  return (a, b) => high[a]! - high[b]! || low[a]! - low[b]! || Buffer.compare(table.name(a), table.name(b));
}

function word(name: Uint8Array, at: number): number {
  return (((name[at] ?? 0) << 24) | ((name[at + 1] ?? 0) << 16) | ((name[at + 2] ?? 0) << 8) | (name[at + 3] ?? 0)) >>> 0;
}

function nodeDepths(tree: ImageTree): Uint16Array {
  const depths = new Uint16Array(tree.nodeCount);
  const { parents } = tree.state.table;
  for (let node = 1; node < tree.nodeCount; node++) depths[node] = parents[node] === rootNode ? 0 : depths[parents[node]!]! + 1;
  return depths;
}

function entryColumns({ layers, state }: ImageTree): Pick<TreeIndex, 'kinds' | 'sizes' | 'hiddenIn'> {
  const count = state.entryLayers.length;
  const kinds = new Uint8Array(count);
  const sizes = new Float64Array(count);
  const hiddenIn = new Uint16Array(count).fill(neverHidden);
  for (const [layer, { columns, entryCount }] of layers.entries()) {
    kinds.set(columns.kinds.subarray(0, entryCount), state.firstEntries[layer]);
    sizes.set(columns.sizes.subarray(0, entryCount), state.firstEntries[layer]);
  }
  for (let entry = 0; entry < count; entry++) {
    const by = state.hiddenBy[entry]!;
    if (by !== none) hiddenIn[entry] = state.entryLayers[by]!;
  }
  return { kinds, sizes, hiddenIn };
}

/** Of a whole tree that nobody looks at yet. */
export function childCount({ firstChildren }: TreeIndex, node: Node): number {
  return node === noNode ? 0 : firstChildren[node + 1]! - firstChildren[node]!;
}
