import { rootNode } from '../../filesystem/node-table.ts';
import { absent, kindOf, none } from '../../filesystem/tree-state.ts';
import { neverHidden, type TreeIndex } from './tree-index.ts';

/** In the columns that `lastLayers` makes: no layer leaves anything there. */
export const noLayer = -1;

/** By node: the highest layer after which a container sees something there. */
export function lastLayers({ tree, kinds, hiddenIn }: Pick<TreeIndex, 'tree' | 'kinds' | 'hiddenIn'>): Int32Array {
  const { entryLayers, nodes, table, visible } = tree.state;
  const top = tree.layers.length - 1;
  const found = new Int32Array(tree.nodeCount).fill(noLayer);
  for (let entry = 0; entry < kinds.length; entry++) {
    const node = nodes[entry]!;
    if (node === none || kinds[entry]! >= kindOf.whiteout) continue;
    const last = hiddenIn[entry] === neverHidden ? top : hiddenIn[entry]! - 1;
    if (last >= entryLayers[entry]! && last > found[node]!) found[node] = last;
  }
  // What is in a directory is a proof of it; parents have the smaller numbers.
  for (let node = found.length - 1; node > rootNode; node--) {
    if (visible[node] !== absent) found[node] = top;
    const parent = table.parents[node]!;
    if (found[node]! > found[parent]!) found[parent] = found[node]!;
  }
  return found;
}
