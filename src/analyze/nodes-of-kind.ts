import type { Node } from '../filesystem/image-tree.ts';
import { kindOf } from '../filesystem/tree-state.ts';
import { type FileKind, fileKinds } from '../model/facts.ts';
import type { ImageView } from './image-view.ts';

/** Visible regular files whose content is of that kind; hardlinked ones under one path. */
export function nodesOfKind({ tree }: ImageView, kind: FileKind): readonly Node[] {
  const { visible, inodes, entryLayers, firstEntries, layers } = tree.state;
  const wanted = fileKinds.indexOf(kind);
  const found: Node[] = [];
  for (let node = 0; node < tree.nodeCount; node++) {
    const entry = visible[node]!;
    const inode = entry < 0 ? -1 : inodes[entry]!;
    if (inode < 0) continue;
    const layer = entryLayers[inode]!;
    const { columns } = layers[layer]!;
    const row = inode - firstEntries[layer]!;
    if (columns.fileKinds[row] === wanted && columns.kinds[row] === kindOf.file && tree.isPrimary(node)) found.push(node);
  }
  return found;
}
