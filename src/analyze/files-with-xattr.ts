import type { EntryNumber, ImageTree, Node } from '../filesystem/image-tree.ts';
import { none } from '../filesystem/tree-state.ts';
import { entryExtras } from '../model/layer-index.ts';
import { nodesOfEntries } from './nodes-of-entries.ts';

/** Visible files that have an extended attribute of that name, with its value; each once, however many paths it has. */
export function filesWithXattr(tree: ImageTree, name: string): readonly (readonly [node: Node, value: Buffer])[] {
  const values = new Map<EntryNumber, Buffer>();
  for (const [layer, index] of tree.layers.entries()) {
    for (const [row, { xattrs }] of entryExtras(index)) {
      const value = xattrs !== undefined && Object.hasOwn(xattrs, name) ? xattrs[name] : undefined;
      // A hardlink may repeat the attributes of what it leads to.
      const inode = tree.state.inodes[tree.state.firstEntries[layer]! + row]!;
      if (value !== undefined && inode !== none) values.set(inode, Buffer.from(value, 'base64'));
    }
  }
  return nodesOfEntries(tree, values);
}
