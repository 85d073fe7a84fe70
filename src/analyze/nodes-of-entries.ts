import type { EntryNumber, ImageTree, Node } from '../filesystem/image-tree.ts';

/** Where a container sees the content of some entries, and what is known of each; a file with several paths comes once. */
export function nodesOfEntries<T>(tree: ImageTree, entries: ReadonlyMap<EntryNumber, T>): readonly (readonly [node: Node, value: T])[] {
  const { nodes, visible, linkCounts } = tree.state;
  const found: [Node, T][] = [];
  const elsewhere = new Map<EntryNumber, T>();
  for (const [entry, value] of entries) {
    const own = nodes[entry]!;
    if (own >= 0 && visible[own] === entry) found.push([own, value]);
    else if (linkCounts[entry]! > 0) elsewhere.set(entry, value);
  }
  // Only hardlinks of them are left, which nobody counts: worth a walk, as it is rare.
  for (let node = 0; elsewhere.size > 0 && node < tree.nodeCount; node++) {
    const inode = tree.inodeAt(node);
    const value = inode === null ? undefined : elsewhere.get(inode);
    if (inode === null || value === undefined) continue;
    elsewhere.delete(inode);
    found.push([node, value]);
  }
  return found.sort(([a], [b]) => a - b);
}
