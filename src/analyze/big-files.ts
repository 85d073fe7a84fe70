import type { ImageTree } from '../filesystem/image-tree.ts';
import type { BigFile } from '../model/summary.ts';

/** The largest files that a container sees, hardlinks once, by size and then by path. */
export function bigFiles(tree: ImageTree, count: number): readonly BigFile[] {
  const found: { readonly node: number; readonly inode: number; readonly sizeBytes: number }[] = [];
  let least = 0;
  for (let node = 0; node < tree.nodeCount; node++) {
    const inode = tree.isVisible(node) ? tree.inodeAt(node) : null;
    const sizeBytes = inode === null ? 0 : tree.sizeBytes(inode);
    if (inode === null || sizeBytes <= least || !tree.isPrimary(node)) continue;
    found.push({ node, inode, sizeBytes });
    if (found.length < 2 * count) continue;
    found.sort((a, b) => b.sizeBytes - a.sizeBytes);
    found.length = count;
    least = found.at(-1)!.sizeBytes;
  }
  return found
    .map(({ node, inode, sizeBytes }) => ({ path: tree.path(node), sizeBytes, layer: tree.layerOf(inode) }))
    .sort((a, b) => b.sizeBytes - a.sizeBytes || (a.path < b.path ? -1 : 1))
    .slice(0, count);
}
