import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { noNode } from '../filesystem/node-table.ts';
import { isFile, sizeOf } from './node-columns.ts';

export type LayerShare = { readonly layer: number; readonly bytes: number; readonly fileCount: number };

const all = (): boolean => true;

/** What each layer wrote of the regular files at a node and below it that `isWanted` takes; hardlinked content counts at one of its paths. */
export function subtreeByLayer(tree: ImageTree, root: Node, isWanted: (node: Node) => boolean = all): readonly LayerShare[] {
  const shares = new Map<number, { bytes: number; fileCount: number }>();
  for (const node of filesBelow(tree, root)) {
    if (!tree.isPrimary(node) || !isWanted(node)) continue;
    const layer = tree.layerOf(tree.inodeAt(node)!);
    const share = shares.get(layer) ?? { bytes: 0, fileCount: 0 };
    share.bytes += sizeOf(tree, node);
    share.fileCount += 1;
    shares.set(layer, share);
  }
  return [...shares].map(([layer, share]) => ({ layer, ...share })).sort((a, b) => a.layer - b.layer);
}

/** Visible regular files at a node and below it, without recursion, as depth is the image's choice. */
export function* filesBelow(tree: ImageTree, root: Node): Generator<Node> {
  const { firstChildren, nextSiblings } = tree.state.table;
  const open = tree.isVisible(root) ? [root] : [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isFile(tree, node)) yield node;
    for (let child = firstChildren[node]!; child !== noNode; child = nextSiblings[child]!) if (tree.isVisible(child)) open.push(child);
  }
}
