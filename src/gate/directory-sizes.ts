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
  /** What a file has there, 0 where there is none; null where only directories are known. */
  readonly fileBytes: ((path: string) => number) | null;
  /** The files that weigh the most at a path and below it, with what they weigh; none where only directories are known. */
  readonly heaviestFiles: (path: string, count: number, weigh: WeighFile) => readonly LargeFile[];
};

/** By its bytes where nobody says otherwise; what weighs nothing, or less, is left out. */
export type WeighFile = (file: LargeFile) => number;

export const ownWeight: WeighFile = ({ bytes }) => bytes;

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
    fileBytes: (path) => fileBytes(tree, path),
    heaviestFiles: (path, count, weigh) => heaviestFiles(tree, tree.find(path), count, weigh),
  };
}

/** Of a saved report, which has the large ones only. */
export function directorySizesOfReport(directories: readonly Pick<ReportDirectory, 'path' | 'sizeBytes'>[]): DirectorySizes {
  return {
    isComplete: false,
    all: () => directories.map(({ path, sizeBytes }) => ({ path, bytes: sizeBytes })),
    fileBytes: null,
    heaviestFiles: () => [],
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

function fileBytes(tree: ImageTree, path: string): number {
  const node = tree.find(path);
  const inode = node === null ? null : tree.inodeAt(node);
  return inode === null ? 0 : tree.sizeBytes(inode);
}

function heaviestFiles(tree: ImageTree, top: Node | null, count: number, weigh: WeighFile): readonly LargeFile[] {
  const heaviest: LargeFile[] = [];
  for (const node of top === null ? [] : listTree(tree, top)) {
    const inode = tree.inodeAt(node);
    const own = inode === null || !tree.isPrimary(node) ? 0 : tree.sizeBytes(inode);
    // Nothing weighs more than it is.
    if (own === 0 || (heaviest.length === count && own <= heaviest.at(-1)!.bytes)) continue;
    const [path, { layer }] = [tree.path(node), tree.at(node)];
    const bytes = weigh({ path, bytes: own, layer });
    if (bytes <= 0) continue;
    heaviest.push({ path, bytes, layer });
    heaviest.sort((a, b) => b.bytes - a.bytes);
    heaviest.length = Math.min(heaviest.length, count);
  }
  return heaviest;
}
