import type { ImageTree, Node } from './image-tree.ts';

/** A node itself, or all that is below it. */
type Item = { readonly node: Node; readonly isBelow: boolean; readonly key: Uint8Array };

const slash = Uint8Array.of(0x2f);

/**
 * Visible nodes at `top` and below, in the order of the bytes of their whole paths: `/a`, `/a.txt`, `/a/b`. That is not the
 * order of names, as a slash sorts after a full stop.
 */
export function* listTree(tree: ImageTree, top: Node): Generator<Node> {
  yield top;
  // A stack, as depth is the image's choice; the next item is the last.
  const open: Item[] = itemsBelow(tree, top);
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (!item.isBelow) yield item.node;
    else for (const below of itemsBelow(tree, item.node)) open.push(below);
  }
}

/** The last in order first. */
function itemsBelow(tree: ImageTree, directory: Node): Item[] {
  const items: Item[] = [];
  for (const node of tree.children(directory)) {
    const name = tree.state.table.name(node);
    items.push({ node, isBelow: false, key: name });
    if (tree.isDirectory(node)) items.push({ node, isBelow: true, key: Buffer.concat([name, slash]) });
  }
  return items.sort((a, b) => Buffer.compare(b.key, a.key));
}
