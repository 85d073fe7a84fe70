import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { kindOf } from '../filesystem/tree-state.ts';

/** Where a process looks for programs. */
export type ProgramPlace = {
  /** Directories of PATH, see `searchPath`. */
  readonly directories: readonly string[];
  readonly workingDirectory: string;
};

/**
 * The file that `execvp` would run, symlinks followed: a name without a slash is looked up in PATH, any other is a path.
 * @returns null where there is none that somebody may execute
 */
export function findProgram(tree: ImageTree, name: string, place: ProgramPlace): Node | null {
  if (name === '') return null;
  if (name.includes('/')) return executableAt(tree, absolute(name, place));
  for (const directory of place.directories) {
    const found = executableAt(tree, `${absolute(directory, place)}/${name}`);
    if (found !== null) return found;
  }
  return null;
}

function absolute(path: string, { workingDirectory }: ProgramPlace): string {
  return path.startsWith('/') ? path : `${workingDirectory || '/'}/${path}`;
}

function executableAt(tree: ImageTree, path: string): Node | null {
  const node = resolvePath(tree, path);
  const inode = node === null ? null : tree.inodeAt(node);
  if (inode === null || tree.kindNumber(inode) !== kindOf.file) return null;
  const layer = tree.layerOf(inode);
  const mode = tree.layers[layer]!.columns.modes[tree.rowOf(inode)]!;
  return (mode & 0o111) === 0 ? null : node;
}
