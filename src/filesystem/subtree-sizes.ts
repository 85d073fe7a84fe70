import type { ImageTree } from './image-tree.ts';
import { rootNode } from './node-table.ts';

export type SubtreeSizes = {
  /** By node: bytes of all content visible at it and below; content with several paths counts at one of them. */
  readonly bytes: Float64Array;
  /** By node: visible nodes at it and below. */
  readonly entryCounts: Uint32Array;
};

/** One backward pass, as parents have smaller numbers than their children. */
export function subtreeSizes(tree: ImageTree): SubtreeSizes {
  const bytes = new Float64Array(tree.nodeCount);
  const entryCounts = new Uint32Array(tree.nodeCount);
  const { parents } = tree.state.table;
  for (let node = tree.nodeCount - 1; node >= 0; node--) {
    if (!tree.isVisible(node)) continue;
    const inode = tree.inodeAt(node);
    if (inode !== null && tree.isPrimary(node)) bytes[node]! += tree.sizeBytes(inode);
    entryCounts[node]! += 1;
    if (node === rootNode) continue;
    const parent = parents[node]!;
    bytes[parent]! += bytes[node]!;
    entryCounts[parent]! += entryCounts[node]!;
  }
  return { bytes, entryCounts };
}
