import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { nodesNamed } from './files-by-name.ts';

/** Visible directories whose path ends with these components: `.cache/pip` wherever a home directory is. */
export function directoriesEndingWith(tree: ImageTree, end: string): readonly Node[] {
  const names = end.split('/');
  const last = names.at(-1) ?? '';
  return nodesNamed(tree, last).filter((node) => tree.isDirectory(node) && hasParents(tree, node, names.slice(0, -1)));
}

function hasParents(tree: ImageTree, node: Node, names: readonly string[]): boolean {
  let at = tree.parent(node);
  for (const name of names.toReversed()) {
    if (at === null || tree.name(at) !== name) return false;
    at = tree.parent(at);
  }
  return true;
}
