import type { ImageTree, Node, TreeEntry } from './image-tree.ts';
import { listTree } from './list-tree.ts';
import type { ListedEntry } from './listed-entry.ts';
import { rootNode } from './node-table.ts';

/**
 * What the last layer of `after` did to `before`, in the order of the bytes of the paths. A file that it writes again counts as
 * modified even when nothing differs, as its bytes are shipped again; a directory or link that it names again does not.
 * @param before the tree without that layer
 */
export function* listChanges(before: ImageTree, after: ImageTree): Generator<ListedEntry> {
  const layer = after.layers.length - 1;
  const olds = listTree(before, rootNode);
  const news = listTree(after, rootNode);
  let old = next(olds, before);
  let fresh = next(news, after);
  while (old !== null || fresh !== null) {
    const order = old === null ? 1 : fresh === null ? -1 : Buffer.compare(old.bytes, fresh.bytes);
    if (order < 0) yield { ...before.at(old!.node), change: 'removed' };
    else if (order > 0) yield { ...after.at(fresh!.node), change: 'added' };
    else if (isWrittenBy(after, fresh!.node, layer)) yield* modification(before.at(old!.node), after.at(fresh!.node));
    if (order <= 0) old = next(olds, before);
    if (order >= 0) fresh = next(news, after);
  }
}

function next(nodes: Iterator<Node>, tree: ImageTree): { readonly node: Node; readonly bytes: Uint8Array } | null {
  const result = nodes.next();
  return result.done === true ? null : { node: result.value, bytes: tree.state.table.path(result.value) };
}

function isWrittenBy(tree: ImageTree, node: Node, layer: number): boolean {
  const entry = tree.entryAt(node);
  return entry !== null && tree.layerOf(entry) === layer;
}

function* modification(old: TreeEntry, fresh: TreeEntry): Generator<ListedEntry> {
  const isSame =
    (fresh.kind === 'directory' || fresh.kind === 'symlink') &&
    old.kind === fresh.kind &&
    old.mode === fresh.mode &&
    old.uid === fresh.uid &&
    old.gid === fresh.gid &&
    old.linkTarget === fresh.linkTarget;
  if (!isSame) yield { ...fresh, change: 'modified' };
}
