import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { kindOf } from '../filesystem/tree-state.ts';

/** Visible nodes that have one of the mode's bits; neither symlinks, whose modes nobody asks, nor the further paths of a hardlinked file. */
export function nodesWithMode(tree: ImageTree, bits: number): readonly Node[] {
  const { visible, inodes, entryLayers, firstEntries, layers } = tree.state;
  const found: Node[] = [];
  for (let node = 0; node < tree.nodeCount; node++) {
    const entry = visible[node]!;
    const inode = entry < 0 ? -1 : inodes[entry]!;
    if (inode < 0) continue;
    const layer = entryLayers[inode]!;
    const { columns } = layers[layer]!;
    const row = inode - firstEntries[layer]!;
    if ((columns.modes[row]! & bits) !== 0 && columns.kinds[row] !== kindOf.symlink && tree.isPrimary(node)) found.push(node);
  }
  return found;
}
