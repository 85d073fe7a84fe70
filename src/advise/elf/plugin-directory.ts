import { isBroadDirectory } from '../../filesystem/broad-directories.ts';
import type { ImageTree, Node } from '../../filesystem/image-tree.ts';

/** A directory with more is a library directory of its own. */
const maxPlugins = 512;

/** Whether shared objects lie in a directory for somebody to load them all. */
export function isPluginDirectory(tree: ImageTree, node: Node): boolean {
  if (!tree.isDirectory(node) || isBroadDirectory(tree.path(node))) return false;
  const children = tree.children(node);
  return children.length <= maxPlugins && children.some((child) => /\.so(?:\.\d+)*$/.test(tree.name(child)));
}
