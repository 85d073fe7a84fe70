import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { kindOf } from '../filesystem/tree-state.ts';
import type { IndexColumns } from '../model/layer-index.ts';

/** Row of the content that is seen at a node, for those who loop over many and need a column or two. */
export type FileRow = { readonly columns: IndexColumns; readonly row: number };

/** null where no layer has an entry, or a hardlink leads nowhere. */
export function fileRow(tree: ImageTree, node: Node): FileRow | null {
  const inode = tree.inodeAt(node);
  return inode === null ? null : { columns: tree.layers[tree.layerOf(inode)]!.columns, row: tree.rowOf(inode) };
}

/** Lower twelve bits; 755 for a directory that no layer has an entry for. */
export function modeOf(tree: ImageTree, node: Node): number {
  const file = fileRow(tree, node);
  return file === null ? 0o755 : file.columns.modes[file.row]!;
}

export function ownerOf(tree: ImageTree, node: Node): { readonly uid: number; readonly gid: number } {
  const file = fileRow(tree, node);
  return file === null ? { uid: 0, gid: 0 } : { uid: file.columns.uids[file.row]!, gid: file.columns.gids[file.row]! };
}

export function sizeOf(tree: ImageTree, node: Node): number {
  const inode = tree.inodeAt(node);
  return inode === null ? 0 : tree.sizeBytes(inode);
}

export function isFile(tree: ImageTree, node: Node): boolean {
  return hasKind(tree, node, kindOf.file);
}

export function isSymlink(tree: ImageTree, node: Node): boolean {
  return hasKind(tree, node, kindOf.symlink);
}

function hasKind(tree: ImageTree, node: Node, kind: number): boolean {
  const inode = tree.inodeAt(node);
  return inode !== null && tree.kindNumber(inode) === kind;
}
