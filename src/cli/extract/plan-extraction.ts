import type { EntryNumber, ImageTree, Node, TreeEntry } from '../../filesystem/image-tree.ts';
import { listTree } from '../../filesystem/list-tree.ts';

export type Extraction = {
  /** Each after what holds it. */
  readonly directories: readonly TreeEntry[];
  /** One for each content. */
  readonly files: readonly Node[];
  /** Further names of those. */
  readonly hardlinks: readonly { readonly path: string; readonly existing: string }[];
  readonly symlinks: readonly TreeEntry[];
  /** Devices and pipes, and hardlinks that lead to nothing. */
  readonly skipped: readonly TreeEntry[];
};

/** What is to be made of the nodes and all below them, each once. */
export function planExtraction(tree: ImageTree, tops: readonly Node[]): Extraction {
  const plan = { directories: [], files: [], hardlinks: [], symlinks: [], skipped: [] } as {
    directories: TreeEntry[];
    files: Node[];
    hardlinks: { path: string; existing: string }[];
    symlinks: TreeEntry[];
    skipped: TreeEntry[];
  };
  const firstNames = new Map<EntryNumber, string>();
  for (const node of allNodes(tree, tops)) {
    const entry = tree.at(node);
    const inode = tree.inodeAt(node);
    const kind = inode === null ? entry.kind : tree.layerEntry(inode).kind;
    if (kind === 'directory') plan.directories.push(entry);
    else if (kind === 'symlink') plan.symlinks.push({ ...entry, linkTarget: inode === null ? null : tree.layerEntry(inode).linkTarget });
    else if (kind !== 'file' || inode === null) plan.skipped.push(entry);
    else {
      const existing = firstNames.get(inode);
      if (existing !== undefined) plan.hardlinks.push({ path: entry.path, existing });
      else {
        firstNames.set(inode, entry.path);
        plan.files.push(node);
      }
    }
  }
  return plan;
}

function* allNodes(tree: ImageTree, tops: readonly Node[]): Generator<Node> {
  const seen = new Uint8Array(tree.nodeCount);
  for (const top of tops) {
    for (const node of listTree(tree, top)) {
      if (seen[node] === 0) yield node;
      seen[node] = 1;
    }
  }
}
