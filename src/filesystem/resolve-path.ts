import type { ImageTree, Node } from './image-tree.ts';
import { rootNode } from './node-table.ts';
import { symlinkTarget } from './trace-path.ts';

/** As Linux has it: more symlinks than this in one path is a loop. */
const maxLinks = 40;

/**
 * What a container finds at an absolute path, all symlinks followed (the last too, unless told otherwise). `..` of the root is
 * the root, as in a container.
 * @returns null where nothing is there, or the links go in circles
 */
export function resolvePath(tree: ImageTree, path: string, followLast = true): Node | null {
  const names = path.split('/').reverse();
  let node: Node = rootNode;
  let links = 0;
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    if (name === '' || name === '.') continue;
    if (!tree.isDirectory(node)) return null;
    if (name === '..') {
      node = tree.parent(node) ?? rootNode;
      continue;
    }
    const child = tree.child(node, name);
    if (child === null) return null;
    const target = symlinkTarget(tree, child);
    if (target === null || (!followLast && names.every((rest) => rest === ''))) {
      node = child;
      continue;
    }
    if (++links > maxLinks) return null;
    names.push(...target.split('/').reverse());
    if (target.startsWith('/')) node = rootNode;
  }
  return node;
}
