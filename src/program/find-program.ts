import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { kindOf } from '../filesystem/tree-state.ts';

/** Where a process looks for programs. */
export type ProgramPlace = {
  /** Directories of PATH, see `searchPath`. */
  readonly directories: readonly string[];
  readonly workingDirectory: string;
};

/** Under which name a program was found, and what lies there. */
export type FoundProgram = {
  /** Absolute, symlinks not followed. */
  readonly path: string;
  /** All symlinks followed. */
  readonly node: Node;
};

/**
 * The file that `execvp` would run, symlinks followed: a name without a slash is looked up in PATH, any other is a path.
 * @returns null where there is none that somebody may execute
 */
export function findProgram(tree: ImageTree, name: string, place: ProgramPlace): Node | null {
  return locateProgram(tree, name, place)?.node ?? null;
}

/** The same, and the path that leads there. */
export function locateProgram(tree: ImageTree, name: string, place: ProgramPlace): FoundProgram | null {
  if (name === '') return null;
  if (name.includes('/')) return executableAt(tree, absolute(name, place));
  for (const directory of place.directories) {
    const found = executableAt(tree, `${absolute(directory, place).replace(/\/+$/, '')}/${name}`);
    if (found !== null) return found;
  }
  return null;
}

function absolute(path: string, { workingDirectory }: ProgramPlace): string {
  if (path.startsWith('/')) return path;
  const directory = workingDirectory || '/';
  return directory.endsWith('/') ? `${directory}${path}` : `${directory}/${path}`;
}

function executableAt(tree: ImageTree, path: string): FoundProgram | null {
  const node = resolvePath(tree, path);
  const inode = node === null ? null : tree.inodeAt(node);
  if (node === null || inode === null || tree.kindNumber(inode) !== kindOf.file) return null;
  const layer = tree.layerOf(inode);
  const mode = tree.layers[layer]!.columns.modes[tree.rowOf(inode)]!;
  return (mode & 0o111) === 0 ? null : { path, node };
}
