import type { ImageTree, Node } from './image-tree.ts';
import { rootNode } from './node-table.ts';
import { kindOf } from './tree-state.ts';

/** What a container passes on the way to a path. */
export type PathTrace = {
  /** What is there; null where nothing is, or the links go in circles. */
  readonly node: Node | null;
  /** Symlinks on the way, in their order; those before the place where it ends for a path that leads nowhere. */
  readonly links: readonly Node[];
};

/** As Linux has it: more symlinks than this in one path is a loop. */
const maxLinks = 40;

/** The same as `resolvePath`, and all symlinks on the way: who needs a path needs them as well. */
export function tracePath(tree: ImageTree, path: string, followLast = true): PathTrace {
  const names = path.split('/').reverse();
  const links: Node[] = [];
  let node: Node = rootNode;
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    if (name === '' || name === '.') continue;
    if (!tree.isDirectory(node)) return { node: null, links };
    if (name === '..') {
      node = tree.parent(node) ?? rootNode;
      continue;
    }
    const child = tree.child(node, name);
    if (child === null) return { node: null, links };
    const target = symlinkTarget(tree, child);
    if (target === null || (!followLast && names.every((rest) => rest === ''))) {
      node = child;
      continue;
    }
    links.push(child);
    if (links.length > maxLinks) return { node: null, links };
    names.push(...target.split('/').reverse());
    if (target.startsWith('/')) node = rootNode;
  }
  return { node, links };
}

/** As it is written; null for what is no symlink. */
export function symlinkTarget(tree: ImageTree, node: Node): string | null {
  const inode = tree.inodeAt(node);
  return inode === null || tree.kindNumber(inode) !== kindOf.symlink ? null : tree.layerEntry(inode).linkTarget;
}
