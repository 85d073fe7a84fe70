import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { readContents, type WantedContent } from '../../layer/read-content.ts';
import { inContext } from '../../model/errors.ts';
import type { LayerBlob } from '../../model/image.ts';
import { contentHash } from '../../model/layer-index.ts';
import type { Limits } from '../../model/limits.ts';

export type NodeChunk = { readonly node: Node; readonly offset: number; readonly bytes: Buffer };

/**
 * Contents of files of a tree, a layer after the other, each layer read once. Those that are empty have no chunk.
 * @param nodes of files, no two of them the same inode
 * @throws InspectError as `readContents`
 */
export async function* readNodes(
  tree: ImageTree,
  nodes: readonly Node[],
  blobs: readonly LayerBlob[],
  limits: Limits,
): AsyncGenerator<NodeChunk> {
  const byLayer = new Map<number, Node[]>();
  for (const node of nodes) {
    const layer = tree.layerOf(tree.inodeAt(node)!);
    const known = byLayer.get(layer);
    if (known === undefined) byLayer.set(layer, [node]);
    else known.push(node);
  }
  for (const [layer, wanted] of [...byLayer].sort(([a], [b]) => a - b)) {
    try {
      const chunks = readContents(
        blobs[layer]!,
        wanted.map((node) => wantedContent(tree, node)),
        limits,
      );
      for await (const { wanted: i, offset, bytes } of chunks) yield { node: wanted[i]!, offset, bytes };
    } catch (error) {
      throw inContext(`layer ${layer}`, error);
    }
  }
}

function wantedContent(tree: ImageTree, node: Node): WantedContent {
  const inode = tree.inodeAt(node)!;
  const { dataOffset, sizeBytes, extra } = tree.layerEntry(inode);
  const sha256 = contentHash(tree.layers[tree.layerOf(inode)]!.columns, tree.rowOf(inode));
  return { dataOffset, sizeBytes, sparse: extra?.sparse ?? null, sha256 };
}
