import type { ImageTree } from '../filesystem/image-tree.ts';

/** Bytes of the files that a container sees, each once however many names it has. */
export function visibleBytes(tree: ImageTree): number {
  let sum = 0;
  for (let node = 0; node < tree.nodeCount; node++) {
    const inode = tree.isVisible(node) ? tree.inodeAt(node) : null;
    if (inode !== null && tree.isPrimary(node)) sum += tree.sizeBytes(inode);
  }
  return sum;
}
