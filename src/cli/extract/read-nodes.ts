import { type TreeChunk, treeContents } from '../../build/tree-contents.ts';
import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import type { LayerBlob } from '../../model/image.ts';
import type { Limits } from '../../model/limits.ts';

/**
 * Contents of files of a tree, a layer after the other, each layer read once. Those that are empty have no chunk.
 * @param nodes of files, no two of them the same inode
 * @throws InspectError as `readContents`
 */
export function readNodes(tree: ImageTree, nodes: readonly Node[], blobs: readonly LayerBlob[], limits: Limits): AsyncGenerator<TreeChunk> {
  return treeContents({ tree, blobs, limits }, nodes);
}
