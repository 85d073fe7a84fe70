import type { ImageTree } from '../filesystem/image-tree.ts';
import { rootNode } from '../filesystem/node-table.ts';
import { subtreeSizes } from '../filesystem/subtree-sizes.ts';
import type { ReportDirectory } from '../model/report.ts';

const share = 0.01;

/** Directories that hold 1 % of what a container sees, or more; the root first, then by size. */
export function largeDirectories(tree: ImageTree): readonly ReportDirectory[] {
  const sizes = subtreeSizes(tree);
  const least = Math.max(1, sizes.bytes[rootNode]! * share);
  const found: ReportDirectory[] = [];
  for (let node = 1; node < tree.nodeCount; node++) {
    if (sizes.bytes[node]! < least || !tree.isDirectory(node)) continue;
    found.push({ path: tree.path(node), sizeBytes: sizes.bytes[node]!, entryCount: sizes.entryCounts[node]! });
  }
  found.sort((a, b) => b.sizeBytes - a.sizeBytes || (a.path < b.path ? -1 : 1));
  return [{ path: '/', sizeBytes: sizes.bytes[rootNode]!, entryCount: sizes.entryCounts[rootNode]! }, ...found];
}
