import type { EntryNumber, ImageTree, Node } from '../../filesystem/image-tree.ts';
import { none } from '../../filesystem/tree-state.ts';
import type { EntryKind } from '../../model/layer-entry.ts';

/** What a layer did to one path. */
export type PathEvent = {
  readonly layer: number;
  readonly what: 'added' | 'modified' | 'removed';
  readonly kind: EntryKind;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly sizeBytes: number;
  /** What is there from this layer on; of a removal what was. */
  readonly entry: EntryNumber;
  /** Where that was hidden by what is done to a directory above it. */
  readonly by: string | null;
};

/** The base first. */
export function pathHistory(tree: ImageTree, node: Node): readonly PathEvent[] {
  const { state } = tree;
  const events: PathEvent[] = [];
  let isPresent = false;
  for (const entry of entriesAt(tree, node)) {
    events.push({ ...described(tree, entry), layer: tree.layerOf(entry), what: isPresent ? 'modified' : 'added', entry, by: null });
    isPresent = true;
    const hider = state.hiddenBy[entry]!;
    if (hider === none || (state.nodes[hider] === node && state.inodes[hider] !== none)) continue;
    const by = state.paths[hider] === node ? null : tree.path(state.paths[hider]!);
    events.push({ ...described(tree, entry), layer: tree.layerOf(hider), what: 'removed', entry, by });
    isPresent = false;
  }
  return events;
}

/** Those that wrote the node, the base first. */
function entriesAt(tree: ImageTree, node: Node): readonly EntryNumber[] {
  const { state } = tree;
  const found: EntryNumber[] = [];
  for (let entry = 0; entry < state.nodes.length; entry++) {
    if (state.nodes[entry] === node && !tree.layerEntry(entry).kind.includes('whiteout')) found.push(entry);
  }
  return found;
}

function described(tree: ImageTree, entry: EntryNumber): Pick<PathEvent, 'kind' | 'mode' | 'uid' | 'gid' | 'sizeBytes'> {
  const { kind, mode, uid, gid, sizeBytes } = tree.layerEntry(entry);
  return { kind, mode, uid, gid, sizeBytes };
}
