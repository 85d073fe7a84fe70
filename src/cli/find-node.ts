import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { InspectError } from '../model/errors.ts';

/**
 * What a container finds at a path that the user typed; a relative one begins at the root.
 * @param follow whether a symlink at the end is followed: always, never, or where it leads to a directory
 * @throws InspectError `no-such-path`
 */
export function findNode(tree: ImageTree, path: string, follow: 'always' | 'never' | 'directory'): Node {
  const link = resolvePath(tree, path, follow === 'always' || path.endsWith('/'));
  const target = follow === 'directory' && link !== null ? resolvePath(tree, path) : null;
  const node = target !== null && tree.isDirectory(target) ? target : link;
  if (node === null) throw new InspectError('no-such-path', `${path}: expected a path of the image, got nothing there`);
  return node;
}
