import type { EntryNumber, ImageTree, Node } from '../filesystem/image-tree.ts';
import { listTree } from '../filesystem/list-tree.ts';
import { rootNode } from '../filesystem/node-table.ts';
import type { FileState } from '../model/image-diff.ts';

/** What a container sees at one path, told so that two images can be compared. */
export type PathState = {
  readonly node: Node;
  /** Raw, without leading slash: names need not be UTF-8. */
  readonly key: Uint8Array;
  readonly path: string;
  readonly state: FileState;
  /** The entry with the content; null for what has none. */
  readonly inode: EntryNumber | null;
};

/**
 * All visible paths in their byte order. Of hardlinks the first path in that order is the file and the others lead to it, as which
 * of them a layer wrote first says nothing.
 */
export function* listStates(tree: ImageTree): Generator<PathState> {
  const firsts = new Map<EntryNumber, string>();
  for (const node of listTree(tree, rootNode)) {
    const found = tree.at(node);
    const { path, mode, uid, gid, sizeBytes, layer } = found;
    const inode = tree.inodeAt(node);
    const first = inode === null || tree.state.linkCounts[inode]! < 2 ? path : (firsts.get(inode) ?? path);
    if (inode !== null && tree.state.linkCounts[inode]! > 1 && first === path) firsts.set(inode, path);
    const own = inode === null ? found.kind : tree.layerEntry(inode).kind;
    const kind = first === path ? own : 'hardlink';
    const linkTarget = kind === 'hardlink' ? (first === path ? found.linkTarget : first) : symlinkTarget(tree, inode);
    yield { node, key: tree.state.table.path(node), path, state: { kind, mode, uid, gid, sizeBytes, linkTarget, layer }, inode };
  }
}

function symlinkTarget(tree: ImageTree, inode: EntryNumber | null): string | null {
  return inode === null ? null : tree.layerEntry(inode).linkTarget;
}
