import type { EntryNumber, ImageTree, Node } from '../filesystem/image-tree.ts';
import { entryExtras } from '../model/layer-index.ts';
import { nodesOfEntries } from './nodes-of-entries.ts';

/** Visible files that have an extended attribute of that name, with its value; each once, however many paths it has. */
export function filesWithXattr(tree: ImageTree, name: string): readonly (readonly [node: Node, value: Buffer])[] {
  const values = new Map<EntryNumber, Buffer>();
  for (const [layer, index] of tree.layers.entries()) {
    for (const [row, { xattrs }] of entryExtras(index)) {
      const value = xattrs !== undefined && Object.hasOwn(xattrs, name) ? xattrs[name] : undefined;
      if (value !== undefined) values.set(tree.state.firstEntries[layer]! + row, Buffer.from(value, 'base64'));
    }
  }
  return nodesOfEntries(tree, values);
}
