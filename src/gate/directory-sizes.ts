import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { listTree } from '../filesystem/list-tree.ts';
import { subtreeSizes } from '../filesystem/subtree-sizes.ts';
import { globMatcher } from '../model/glob.ts';
import type { ReportDirectory } from '../model/report.ts';

export type DirectorySize = { readonly path: string; readonly bytes: number };

export type LargeFile = DirectorySize & { readonly layer: number | null };

/** How much is visible below the directories of an image. */
export type DirectorySizes = {
  /** false where only the large ones are known. */
  readonly isComplete: boolean;
  readonly all: () => readonly DirectorySize[];
  /** The largest files at a path and below it; none where only directories are known. */
  readonly largestFiles: (path: string, count: number) => readonly LargeFile[];
};

/** Whether a budget is about a directory; about the root only where it says so, which a star would match as well. */
export function directoryMatcher(glob: string): (found: DirectorySize) => boolean {
  const matches = globMatcher(glob);
  return ({ path }) => (path === '/' ? glob === '/' : matches(path));
}

export function directorySizesOfTree(tree: ImageTree): DirectorySizes {
  let known: readonly DirectorySize[] | null = null;
  return {
    isComplete: true,
    all: () => (known ??= listDirectories(tree)),
    largestFiles: (path, count) => largestFiles(tree, tree.find(path), count),
  };
}

/** Of a saved report, which has the large ones only. */
export function directorySizesOfReport(directories: readonly Pick<ReportDirectory, 'path' | 'sizeBytes'>[]): DirectorySizes {
  return {
    isComplete: false,
    all: () => directories.map(({ path, sizeBytes }) => ({ path, bytes: sizeBytes })),
    largestFiles: () => [],
  };
}

function listDirectories(tree: ImageTree): readonly DirectorySize[] {
  const { bytes } = subtreeSizes(tree);
  const found: DirectorySize[] = [];
  for (let node = 0; node < tree.nodeCount; node++) {
    if (tree.isVisible(node) && tree.isDirectory(node)) found.push({ path: tree.path(node), bytes: bytes[node]! });
  }
  return found;
}

function largestFiles(tree: ImageTree, top: Node | null, count: number): readonly LargeFile[] {
  const largest: { readonly node: Node; readonly bytes: number }[] = [];
  for (const node of top === null ? [] : listTree(tree, top)) {
    const inode = tree.inodeAt(node);
    const bytes = inode === null || !tree.isPrimary(node) ? 0 : tree.sizeBytes(inode);
    if (bytes === 0 || (largest.length === count && bytes <= largest.at(-1)!.bytes)) continue;
    largest.push({ node, bytes });
    largest.sort((a, b) => b.bytes - a.bytes);
    largest.length = Math.min(largest.length, count);
  }
  return largest.map(({ node, bytes }) => ({ path: tree.path(node), bytes, layer: tree.at(node).layer }));
}
