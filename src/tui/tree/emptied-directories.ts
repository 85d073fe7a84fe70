import type { Node } from '../../filesystem/image-tree.ts';
import { noNode } from '../../filesystem/node-table.ts';
import { absent, implicit, kindOf, none } from '../../filesystem/tree-state.ts';
import type { TreeIndex } from './tree-index.ts';

/** By node, what removes it, and what removes all that is in it: as the first entry that is not removed by it, the base first. */
export type Removals = {
  readonly whole: ReadonlyMap<Node, readonly number[]>;
  readonly inside: ReadonlyMap<Node, readonly number[]>;
};

type Columns = Pick<TreeIndex, 'tree' | 'kinds' | 'firstChildren'>;

/** Few entries of an image remove something: whiteouts, and what takes the place of a directory. */
export function listRemovals(index: Columns): Removals {
  const { tree, kinds } = index;
  const { entryLayers, firstEntries, nodes } = tree.state;
  const whole = new Map<Node, number[]>();
  const inside = new Map<Node, number[]>();
  for (let entry = 0; entry < kinds.length; entry++) {
    const node = nodes[entry]!;
    if (node === none || !isRemoval(index, entry, node)) continue;
    const sort = kinds[entry] === kindOf.opaque ? inside : whole;
    // Whiteouts are for the layers below theirs.
    const end = kinds[entry]! >= kindOf.whiteout ? firstEntries[entryLayers[entry]!]! : entry;
    const known = sort.get(node);
    if (known === undefined) sort.set(node, [end]);
    else if (known.at(-1) !== end) known.push(end);
  }
  return { whole, inside };
}

function isRemoval({ kinds, firstChildren }: Columns, entry: number, node: Node): boolean {
  const kind = kinds[entry]!;
  if (kind >= kindOf.whiteout) return true;
  return kind !== kindOf.directory && firstChildren[node]! < firstChildren[node + 1]!;
}

/** Puts back directories that no layer has an entry for, and of which only what was in them has been removed. */
export function keepEmptied(index: TreeIndex, layer: number, shown: Int32Array): void {
  const { firstEntries, nodes, table } = index.tree.state;
  const { parents } = table;
  const end = firstEntries[layer + 1] ?? (layer < 0 ? 0 : nodes.length);
  const seen = new Uint8Array(shown.length);
  // From the last entry on, so that a directory is met first by what was put into it last.
  for (let entry = end - 1; entry >= 0; entry--) {
    const node = nodes[entry]!;
    if (node === none || index.hiddenIn[entry]! > layer || index.kinds[entry]! >= kindOf.whiteout) continue;
    for (let at = parents[node]!; at !== noNode && shown[at] === absent && seen[at] === 0; at = parents[at]!) {
      seen[at] = 1;
      if (!isRemoved(index, at, entry, end)) shown[at] = implicit;
    }
  }
}

/** Whether something before the entry `end` removes the directory, or what it is in, with an entry that is in it. */
function isRemoved({ removals, tree }: TreeIndex, directory: Node, entry: number, end: number): boolean {
  const isBetween = (removed: number): boolean => removed > entry && removed < end;
  const { parents } = tree.state.table;
  for (let at = directory; at !== noNode; at = parents[at]!) {
    if (removals.whole.get(at)?.some(isBetween) === true) return true;
    if (at !== directory && removals.inside.get(at)?.some(isBetween) === true) return true;
  }
  return false;
}
