import type { EntryNumber, ImageTree, Node } from '../../filesystem/image-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import { absent, implicit, kindOf, none } from '../../filesystem/tree-state.ts';
import { linkBytes } from '../../model/layer-index.ts';
import { keepEmptied } from './emptied-directories.ts';
import type { TreeIndex } from './tree-index.ts';

/** In `changes`. */
export const changeOf = { absent: 0, unchanged: 1, modified: 2, added: 3, removed: 4 } as const;

/** `changes`: what a layer does to those below it; `aggregate`: what it and those below it do to the base layer. */
export type TreeMode = 'changes' | 'aggregate';

/** What a container would see if the image ended with a layer, held against what it would see without some of them. */
export type LayerView = {
  readonly layer: number;
  readonly mode: TreeMode;
  /** By node: the entry there, as in `TreeState.visible`; of what was removed the one that was there before. */
  readonly entries: Int32Array;
  /** By node: a member of `changeOf`. */
  readonly changes: Uint8Array;
  /** By node: 1 where something below it has changed. */
  readonly changedBelow: Uint8Array;
  /** By node: bytes of all content there and below; of what was removed those that were there. */
  readonly bytes: Float64Array;
};

/**
 * Computed from what the whole tree remembers, as squashing anew takes too long for a key press; in few loops, for the same reason.
 * A directory that no layer has an entry for is there from the first that is put into it on.
 */
export function viewLayer(index: TreeIndex, layer: number, mode: TreeMode): LayerView {
  const after = entriesAfter(index, layer);
  // As dive has it, the base layer changes nothing.
  const before = layer === 0 ? after.slice() : entriesAfter(index, comparedLayer({ layer, mode }));
  const changes = compareNodes(index, before, after);
  const bytes = ownBytes(index, after, changes);
  return { layer, mode, entries: after, changes, changedBelow: addUp(index, changes, bytes), bytes };
}

/** The layer that a view holds its own against: what it shows as removed is there after that one. */
export function comparedLayer({ layer, mode }: Pick<LayerView, 'layer' | 'mode'>): number {
  return mode === 'changes' || layer === 0 ? layer - 1 : 0;
}

function entriesAfter(index: TreeIndex, layer: number): Int32Array {
  const { tree, nodeCount, kinds, hiddenIn } = index;
  const { entryLayers, firstEntries, nodes, table, visible } = tree.state;
  const { parents } = table;
  const shown = new Int32Array(nodeCount).fill(absent);
  const end = firstEntries[layer + 1] ?? (layer < 0 ? 0 : entryLayers.length);
  for (let entry = 0; entry < end; entry++) {
    const node = nodes[entry]!;
    if (node !== none && hiddenIn[entry]! > layer && kinds[entry]! < kindOf.whiteout) shown[node] = entry;
  }
  keepEmptied(index, layer, shown);
  const isWhole = layer === tree.layers.length - 1;
  for (let node = nodeCount - 1; node > rootNode; node--) {
    if (isWhole && visible[node] === implicit) shown[node] = implicit;
    if (shown[node] !== absent && shown[parents[node]!] === absent) shown[parents[node]!] = implicit;
  }
  if (shown[rootNode] === absent) shown[rootNode] = implicit;
  return shown;
}

/** Also puts what was removed back into `after`. */
function compareNodes(index: TreeIndex, before: Int32Array, after: Int32Array): Uint8Array {
  const changes = new Uint8Array(after.length);
  for (let node = 0; node < after.length; node++) {
    const [old, fresh] = [before[node]!, after[node]!];
    if (old === fresh) changes[node] = old === absent ? changeOf.absent : changeOf.unchanged;
    else if (old === absent) changes[node] = changeOf.added;
    else if (fresh === absent) {
      changes[node] = changeOf.removed;
      after[node] = old;
    } else changes[node] = isSame(index, old, fresh) ? changeOf.unchanged : changeOf.modified;
  }
  return changes;
}

/** A file that is written again counts as modified, as its bytes are shipped again; a directory or a link that is named again does not. */
function isSame(index: TreeIndex, old: number, fresh: number): boolean {
  const kind = kindAt(index, fresh);
  if ((kind !== kindOf.directory && kind !== kindOf.symlink) || kind !== kindAt(index, old)) return false;
  const [a, b] = [rowOf(index.tree, old), rowOf(index.tree, fresh)];
  return a.mode === b.mode && a.uid === b.uid && a.gid === b.gid && (kind === kindOf.directory || Buffer.compare(a.link, b.link) === 0);
}

function kindAt({ kinds }: TreeIndex, entry: number): number {
  return entry === implicit ? kindOf.directory : kinds[entry]!;
}

type Attributes = { readonly mode: number; readonly uid: number; readonly gid: number; readonly link: Uint8Array };

const implied: Attributes = { mode: 0o755, uid: 0, gid: 0, link: new Uint8Array() };

function rowOf(tree: ImageTree, entry: EntryNumber): Attributes {
  if (entry < 0) return implied;
  const { columns } = tree.layers[tree.layerOf(entry)]!;
  const row = tree.rowOf(entry);
  return { mode: columns.modes[row]!, uid: columns.uids[row]!, gid: columns.gids[row]!, link: linkBytes(columns, row) };
}

/** Content with several paths counts once: at the path of its own entry, otherwise at the first; what was removed is counted apart. */
function ownBytes({ tree, sizes }: TreeIndex, entries: Int32Array, changes: Uint8Array): Float64Array {
  const { inodes } = tree.state;
  const bytes = new Float64Array(entries.length);
  const counted = new Uint8Array(sizes.length);
  const links: Node[] = [];
  for (let node = 0; node < entries.length; node++) {
    const entry = entries[node]!;
    if (entry < 0) continue;
    const inode = inodes[entry]!;
    if (inode === entry) {
      counted[inode]! |= countedAs(changes[node]!);
      bytes[node] = sizes[inode]!;
    } else if (inode !== none) links.push(node);
  }
  for (const node of links) {
    const inode = inodes[entries[node]!]!;
    const sort = countedAs(changes[node]!);
    if ((counted[inode]! & sort) === 0) bytes[node] = sizes[inode]!;
    counted[inode]! |= sort;
  }
  return bytes;
}

function countedAs(change: number): number {
  return change === changeOf.removed ? 2 : 1;
}

/** Adds to each directory the bytes below it. @returns by node: 1 where something below it has changed */
function addUp({ tree }: TreeIndex, changes: Uint8Array, bytes: Float64Array): Uint8Array {
  const below = new Uint8Array(changes.length);
  const { parents } = tree.state.table;
  for (let node = changes.length - 1; node > rootNode; node--) {
    const parent = parents[node]!;
    if (changes[node]! > changeOf.unchanged || below[node] === 1) below[parent] = 1;
    if (changes[node] !== changeOf.removed || changes[parent] === changeOf.removed) bytes[parent]! += bytes[node]!;
  }
  return below;
}
