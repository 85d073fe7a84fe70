import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { readContents, type WantedContent } from '../layer/read-content.ts';
import { inContext } from '../model/errors.ts';
import type { Image, LayerBlob } from '../model/image.ts';
import { contentHash } from '../model/layer-index.ts';
import type { Limits } from '../model/limits.ts';

/** Where the contents of an image are. */
export type ContentSource = {
  /** Its reference is named in front of what is wrong with its layers. */
  readonly image: Pick<Image, 'reference'>;
  readonly tree: ImageTree;
  /** Parallel to the layers of the tree. */
  readonly blobs: readonly LayerBlob[];
  readonly limits: Limits;
};

export type TreeChunk = { readonly node: Node /** Where the bytes belong in the file. */; readonly offset: number; readonly bytes: Buffer };

/**
 * Contents of files, each layer read once and in order, one file after the other as they lie there. Holes and empty files have no chunk.
 * @param nodes no two of them the same inode
 * @throws InspectError as `readContents`
 */
export async function* treeContents({ image, tree, blobs, limits }: ContentSource, nodes: readonly Node[]): AsyncGenerator<TreeChunk> {
  for (const [layer, wanted] of byLayer(tree, nodes)) {
    try {
      const contents = wanted.map((node) => wantedContent(tree, node));
      for await (const { wanted: at, offset, bytes } of readContents(blobs[layer]!, contents, limits))
        yield { node: wanted[at]!, offset, bytes };
    } catch (error) {
      throw inContext(`${image.reference}: layer ${layer}`, error);
    }
  }
}

function byLayer(tree: ImageTree, nodes: readonly Node[]): readonly (readonly [number, readonly Node[]])[] {
  const found = new Map<number, Node[]>();
  for (const node of nodes) {
    const layer = tree.layerOf(tree.inodeAt(node)!);
    const known = found.get(layer);
    if (known === undefined) found.set(layer, [node]);
    else known.push(node);
  }
  return [...found].sort(([a], [b]) => a - b);
}

function wantedContent(tree: ImageTree, node: Node): WantedContent {
  const inode = tree.inodeAt(node)!;
  const { dataOffset, sizeBytes, extra } = tree.layerEntry(inode);
  const sha256 = contentHash(tree.layers[tree.layerOf(inode)]!.columns, tree.rowOf(inode));
  return { dataOffset, sizeBytes, sparse: extra?.sparse ?? null, sha256 };
}
