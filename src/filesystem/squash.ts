import type { IndexColumns, LayerIndex } from '../model/layer-index.ts';
import { ImageTree } from './image-tree.ts';
import { type NamedPaths, namePaths } from './name-paths.ts';
import { type NodeTable, noNode, rootNode } from './node-table.ts';
import { ShownChildren } from './shown-children.ts';
import { absent, hiding, implicit, kindOf, none, type TreeState } from './tree-state.ts';

const slash = 0x2f;
const dot = 0x2e;
/** As Linux has it: more symlinks than this in one path is a loop. */
const maxLinks = 40;

/**
 * Puts layers on top of each other, the base first, by https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md:
 * a whiteout hides lower layers only, so those of a layer are applied before its other entries, whatever their order in the tar.
 * A directory of a layer over anything else in a lower one replaces it, also when the layer only implies it, as overlayfs does.
 * @param seed two random numbers, see `nameHash`
 */
export function squash(layers: readonly LayerIndex[], seed: readonly [number, number]): ImageTree {
  return squashNamed(layers, namePaths(layers, seed));
}

/** What a container would see if the image ended with this layer. Nodes and entries have the numbers that they have in `tree`. */
export function squashUpTo({ state }: ImageTree, layer: number): ImageTree {
  const { table, firstEntries, paths } = state;
  const layers = state.layers.slice(0, layer + 1);
  // Whatever it names has been named when all layers were squashed.
  const named = {
    table,
    firstEntries: firstEntries.slice(0, layer + 1),
    paths: paths.subarray(0, firstEntries[layer + 1] ?? paths.length),
  };
  return squashNamed(layers, named);
}

function squashNamed(layers: readonly LayerIndex[], named: NamedPaths): ImageTree {
  const state = emptyState(layers, named);
  const squasher = new Squasher(state);
  for (let layer = 0; layer < layers.length; layer++) squasher.apply(layer);
  return new ImageTree(state);
}

function emptyState(layers: readonly LayerIndex[], named: NamedPaths): TreeState {
  const total = named.paths.length;
  const state: TreeState = {
    ...named,
    layers,
    entryLayers: new Uint16Array(total),
    visible: new Int32Array(named.table.count).fill(absent),
    nodes: new Int32Array(total).fill(none),
    hiddenBy: new Int32Array(total).fill(none),
    hiddenHow: new Uint8Array(total),
    previous: new Int32Array(total).fill(none),
    inodes: new Int32Array(total).fill(none),
    linkCounts: new Int32Array(total),
  };
  for (const [layer, first] of named.firstEntries.entries()) state.entryLayers.fill(layer, first, first + layers[layer]!.entryCount);
  state.visible[rootNode] = implicit;
  return state;
}

class Squasher {
  readonly #state: TreeState;
  readonly #table: NodeTable;
  /** By node: what was last removed from it. */
  readonly #removed: Int32Array;
  readonly #shown: ShownChildren;
  #layer = 0;
  /** Symlinks followed on the way to the entry at hand, as each may name others many times. */
  #links = 0;

  constructor(state: TreeState) {
    this.#state = state;
    this.#table = state.table;
    this.#removed = new Int32Array(state.table.count).fill(none);
    this.#shown = new ShownChildren(state.table);
  }

  apply(layer: number): void {
    this.#layer = layer;
    const { columns, entryCount } = this.#state.layers[layer]!;
    const first = this.#state.firstEntries[layer]!;
    for (let i = 0; i < entryCount; i++) {
      const kind = columns.kinds[i];
      if (kind === kindOf.whiteout || kind === kindOf.opaque) this.#applyWhiteout(first + i, kind);
    }
    const early: number[] = [];
    for (let i = 0; i < entryCount; i++) {
      const kind = columns.kinds[i]!;
      if (kind === kindOf.whiteout || kind === kindOf.opaque || kind === kindOf.aufs) continue;
      if (!this.#place(first + i, kind, columns, i)) early.push(i);
    }
    // Hardlinks that come before what they link to.
    for (const i of early) this.#link(first + i, columns, i);
  }

  #applyWhiteout(entry: number, kind: number): void {
    const node = this.#state.paths[entry]!;
    if (this.#state.visible[node] === absent || (node === rootNode && kind === kindOf.whiteout)) return;
    this.#state.nodes[entry] = node;
    if (kind === kindOf.whiteout) this.#remove(node, entry, hiding.whiteout);
    else this.#removeChildren(node, entry, hiding.opaque);
  }

  /** @returns false for a hardlink to what is not there yet */
  #place(entry: number, kind: number, columns: IndexColumns, row: number): boolean {
    const state = this.#state;
    const inode = kind === kindOf.hardlink ? this.#inodeAt(columns, row) : entry;
    this.#links = 0;
    const node = this.#makeParents(state.paths[entry]!, entry);
    const before = state.visible[node]!;
    if (before !== absent && (kind !== kindOf.directory || !this.#isDirectory(node))) this.#remove(node, entry, this.#how(before));
    else if (before >= 0) this.#hide(before, entry, this.#how(before));
    state.previous[entry] = before >= 0 ? before : none;
    state.visible[node] = entry;
    this.#shown.add(node);
    state.nodes[entry] = node;
    state.inodes[entry] = inode;
    if (inode === none) return false;
    state.linkCounts[inode]! += 1;
    return true;
  }

  #link(entry: number, columns: IndexColumns, row: number): void {
    const inode = this.#inodeAt(columns, row);
    if (inode === none || this.#state.hiddenBy[entry] !== none) return;
    this.#state.inodes[entry] = inode;
    this.#state.linkCounts[inode]! += 1;
  }

  /** What a hardlink leads to. It may be a file of a lower layer that a whiteout of this one removes. */
  #inodeAt(columns: IndexColumns, row: number): number {
    const node = this.#lookUp(columns.names, columns.pathEnds[row]!, columns.linkEnds[row]!);
    if (node === noNode) return none;
    const visible = this.#state.visible[node]!;
    const entry = visible === absent ? this.#removedHere(node) : visible;
    return entry < 0 || this.#isDirectoryEntry(entry) ? none : this.#state.inodes[entry]!;
  }

  #removedHere(node: number): number {
    const entry = this.#removed[node] ?? none;
    const isHere = entry !== none && this.#state.hiddenBy[entry]! >= this.#state.firstEntries[this.#layer]!;
    return isHere && this.#state.hiddenHow[entry]! >= hiding.whiteout ? entry : none;
  }

  #how(before: number): number {
    return before >= this.#state.firstEntries[this.#layer]! ? hiding.duplicate : hiding.replaced;
  }

  /** The node of a path, whether something is visible there or not. Symlinks are not followed: layers name real directories. */
  #lookUp(names: Uint8Array, start: number, end: number): number {
    let node: number = rootNode;
    for (let at = start; at < end; ) {
      const nameEnd = endOfName(names, at, end);
      node = this.#table.find(node, names, at, nameEnd);
      if (node === noNode) return noNode;
      at = nameEnd + 1;
    }
    return node;
  }

  /**
   * Makes all parents of a node directories. What is visible has directories above it, so mostly one look is enough.
   * @returns the node, or where a symlink of this layer is on the way the one that the path leads to
   */
  #makeParents(node: number, entry: number): number {
    if (node === rootNode) return node;
    const parent = this.#table.parents[node]!;
    if (this.#isDirectory(parent)) return node;
    const made = this.#directoryAt(this.#makeParents(parent, entry), entry);
    if (made === parent) return node;
    const name = this.#table.name(node);
    return this.#child(made, name, 0, name.length);
  }

  /** Makes sure that `node` is a directory; a symlink that this very layer put there is followed, as when unpacking it. */
  #directoryAt(node: number, entry: number): number {
    const { visible, layers, firstEntries } = this.#state;
    const there = visible[node]!;
    if (there === implicit || (there >= 0 && this.#isDirectory(node))) return node;
    const row = there - firstEntries[this.#layer]!;
    const { columns } = layers[this.#layer]!;
    if (row >= 0 && columns.kinds[row] === kindOf.symlink && this.#links < maxLinks) {
      this.#links += 1;
      return this.#followLink(node, columns.names, columns.pathEnds[row]!, columns.linkEnds[row]!, entry);
    }
    if (there !== absent) this.#remove(node, entry, this.#how(there));
    visible[node] = implicit;
    this.#shown.add(node);
    return node;
  }

  #followLink(link: number, names: Uint8Array, start: number, end: number, entry: number): number {
    let node: number = names[start] === slash ? rootNode : this.#table.parents[link]!;
    for (let at = start; at < end; ) {
      const nameEnd = endOfName(names, at, end);
      if (isDots(names, at, nameEnd, 2)) node = Math.max(rootNode, this.#table.parents[node]!);
      else if (nameEnd > at && !isDots(names, at, nameEnd, 1)) node = this.#directoryAt(this.#child(node, names, at, nameEnd), entry);
      at = nameEnd + 1;
    }
    return node;
  }

  #child(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const found = this.#table.find(parent, bytes, start, end);
    if (found !== noNode) return found;
    const node = this.#table.add(parent, bytes, start, end);
    if (node >= this.#state.visible.length) {
      const grown = new Int32Array(2 * node).fill(absent);
      grown.set(this.#state.visible);
      this.#state.visible = grown;
    }
    return node;
  }

  #isDirectory(node: number): boolean {
    const entry = this.#state.visible[node]!;
    return entry < 0 ? entry === implicit : this.#isDirectoryEntry(entry);
  }

  #isDirectoryEntry(entry: number): boolean {
    const layer = this.#state.entryLayers[entry]!;
    return this.#state.layers[layer]!.columns.kinds[entry - this.#state.firstEntries[layer]!] === kindOf.directory;
  }

  #remove(node: number, by: number, how: number): void {
    this.#removeChildren(node, by, how);
    const entry = this.#state.visible[node]!;
    if (entry >= 0) this.#hide(entry, by, how);
    this.#removed[node] = entry;
    this.#state.visible[node] = absent;
  }

  /** Without recursion, as depth is the image's choice. What is absent has nothing visible below it. */
  #removeChildren(node: number, by: number, how: number): void {
    const { visible } = this.#state;
    const open = [node];
    for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
      for (let child = this.#shown.take(parent); child !== noNode; child = this.#shown.take(parent)) {
        const entry = visible[child]!;
        if (entry === absent) continue;
        if (entry >= 0) this.#hide(entry, by, how);
        visible[child] = absent;
        this.#removed[child] = entry;
        open.push(child);
      }
    }
  }

  #hide(entry: number, by: number, how: number): void {
    const { hiddenBy, hiddenHow, inodes, linkCounts } = this.#state;
    hiddenBy[entry] = by;
    hiddenHow[entry] = how;
    const inode = inodes[entry]!;
    if (inode !== none) linkCounts[inode]! -= 1;
  }
}

function endOfName(names: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && names[at] !== slash) at++;
  return at;
}

function isDots(names: Uint8Array, start: number, end: number, count: number): boolean {
  return end - start === count && names[start] === dot && names[end - 1] === dot;
}
