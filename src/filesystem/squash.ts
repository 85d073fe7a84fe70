import { type LayerIndex, linkBytes, pathBytes } from '../model/layer-index.ts';
import { ImageTree } from './image-tree.ts';
import { nameHash } from './name-hash.ts';
import { NodeTable, noNode, rootNode } from './node-table.ts';
import { absent, hiding, implicit, kindOf, layerOf, none, type TreeState } from './tree-state.ts';

const slash = 0x2f;
/** As Linux has it: more symlinks than this in one path is a loop. */
const maxLinks = 40;

/**
 * Puts layers on top of each other, the base first, by https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md:
 * a whiteout hides lower layers only, so those of a layer are applied before its other entries, whatever their order in the tar.
 * A directory of a layer over anything else in a lower one replaces it, also when the layer only implies it, as overlayfs does.
 * @param seed two random numbers, see `nameHash`
 */
export function squash(layers: readonly LayerIndex[], seed: readonly [number, number]): ImageTree {
  const state = emptyState(layers, seed);
  const squasher = new Squasher(state);
  for (let layer = 0; layer < layers.length; layer++) squasher.apply(layer);
  return new ImageTree(state);
}

function emptyState(layers: readonly LayerIndex[], seed: readonly [number, number]): TreeState {
  const firstEntries: number[] = [];
  let total = 0;
  for (const { entryCount } of layers) {
    firstEntries.push(total);
    total += entryCount;
  }
  const state: TreeState = {
    layers,
    firstEntries,
    table: new NodeTable(nameHash(seed)),
    visible: new Int32Array(4_096).fill(absent),
    nodes: new Int32Array(total).fill(none),
    hiddenBy: new Int32Array(total).fill(none),
    hiddenHow: new Uint8Array(total),
    previous: new Int32Array(total).fill(none),
    inodes: new Int32Array(total).fill(none),
    linkCounts: new Int32Array(total),
  };
  state.visible[rootNode] = implicit;
  return state;
}

/** Who hides, and how: carried through the removal of a subtree. */
type Hider = { readonly entry: number; readonly how: number };

class Squasher {
  readonly #state: TreeState;
  readonly #table: NodeTable;
  #layer = 0;
  /** Where the parent of the last entry was found, as a directory's entries follow each other; null once anything was removed. */
  #lastParent: { readonly bytes: Uint8Array; readonly node: number } | null = null;

  constructor(state: TreeState) {
    this.#state = state;
    this.#table = state.table;
  }

  apply(layer: number): void {
    this.#layer = layer;
    this.#lastParent = null;
    const { columns, entryCount } = this.#state.layers[layer]!;
    const first = this.#state.firstEntries[layer]!;
    for (let i = 0; i < entryCount; i++) {
      const kind = columns.kinds[i];
      if (kind === kindOf.whiteout) this.#whiteout(first + i, pathBytes(columns, i));
      else if (kind === kindOf.opaque) this.#opaque(first + i, pathBytes(columns, i));
    }
    const early: number[] = [];
    for (let i = 0; i < entryCount; i++) {
      const kind = columns.kinds[i]!;
      if (kind === kindOf.whiteout || kind === kindOf.opaque || kind === kindOf.aufs) continue;
      const isResolved = this.#place(first + i, kind, pathBytes(columns, i), kind === kindOf.hardlink ? linkBytes(columns, i) : null);
      if (!isResolved) early.push(i);
    }
    // Hardlinks that come before what they link to.
    for (const i of early) this.#link(first + i, linkBytes(columns, i));
  }

  #whiteout(entry: number, path: Uint8Array): void {
    const node = this.#lookUp(path);
    if (node === noNode || node === rootNode) return;
    this.#state.nodes[entry] = node;
    this.#remove(node, { entry, how: hiding.whiteout });
  }

  #opaque(entry: number, path: Uint8Array): void {
    const node = this.#lookUp(path);
    if (node === noNode) return;
    this.#state.nodes[entry] = node;
    this.#removeChildren(node, { entry, how: hiding.opaque });
  }

  /** @returns false for a hardlink to what is not there yet */
  #place(entry: number, kind: number, path: Uint8Array, link: Uint8Array | null): boolean {
    const state = this.#state;
    const inode = link === null ? entry : this.#inodeAt(link);
    const node = path.length === 0 ? rootNode : this.#makeNode(path, entry);
    const before = state.visible[node]!;
    if (before !== absent && (kind !== kindOf.directory || !this.#isDirectory(node))) this.#remove(node, this.#replacedBy(entry, before));
    else if (before >= 0) this.#hide(before, this.#replacedBy(entry, before));
    state.previous[entry] = before >= 0 ? before : none;
    state.visible[node] = entry;
    state.nodes[entry] = node;
    state.inodes[entry] = inode;
    if (inode === none) return false;
    state.linkCounts[inode]! += 1;
    return true;
  }

  #link(entry: number, link: Uint8Array): void {
    const inode = this.#inodeAt(link);
    if (inode === none || this.#state.hiddenBy[entry] !== none) return;
    this.#state.inodes[entry] = inode;
    this.#state.linkCounts[inode]! += 1;
  }

  #inodeAt(path: Uint8Array): number {
    const node = this.#lookUp(path);
    const entry = node === noNode ? absent : this.#state.visible[node]!;
    return entry < 0 || this.#isDirectory(node) ? none : this.#state.inodes[entry]!;
  }

  #replacedBy(entry: number, before: number): Hider {
    const isSameLayer = before >= this.#state.firstEntries[this.#layer]!;
    return { entry, how: isSameLayer ? hiding.duplicate : hiding.replaced };
  }

  /** The node at `path` if something is visible there. Symlinks on the way are not followed: layers name real directories. */
  #lookUp(path: Uint8Array): number {
    let node: number = rootNode;
    for (let start = 0; start < path.length; ) {
      const end = endOfName(path, start);
      node = this.#table.find(node, path, start, end);
      if (node === noNode || this.#state.visible[node] === absent) return noNode;
      start = end + 1;
    }
    return node;
  }

  /** The node at `path`, with all its parents made directories. */
  #makeNode(path: Uint8Array, entry: number): number {
    const nameStart = path.lastIndexOf(slash) + 1;
    const parentBytes = path.subarray(0, Math.max(0, nameStart - 1));
    const last = this.#lastParent;
    let parent: number;
    if (last !== null && isEqual(last.bytes, parentBytes)) parent = last.node;
    else {
      parent = this.#makeDirectories(rootNode, parentBytes, entry, 0);
      this.#lastParent = { bytes: parentBytes, node: parent };
    }
    return this.#child(parent, path, nameStart, path.length);
  }

  #makeDirectories(from: number, path: Uint8Array, entry: number, links: number): number {
    let node = from;
    for (let start = 0; start < path.length; ) {
      const end = endOfName(path, start);
      node = this.#directoryAt(this.#child(node, path, start, end), entry, links);
      start = end + 1;
    }
    return node;
  }

  /** Makes sure that `node` is a directory; a symlink that this very layer put there is followed, as when unpacking it. */
  #directoryAt(node: number, entry: number, links: number): number {
    const { visible, layers } = this.#state;
    const there = visible[node]!;
    if (there === implicit || (there >= 0 && this.#isDirectory(node))) return node;
    const first = this.#state.firstEntries[this.#layer]!;
    const { columns } = layers[this.#layer]!;
    if (there >= first && columns.kinds[there - first] === kindOf.symlink && links < maxLinks) {
      return this.#followLink(node, linkBytes(columns, there - first), entry, links + 1);
    }
    if (there !== absent) this.#remove(node, this.#replacedBy(entry, there));
    visible[node] = implicit;
    return node;
  }

  #followLink(link: number, target: Uint8Array, entry: number, links: number): number {
    let node: number = target[0] === slash ? rootNode : this.#table.parents[link]!;
    for (let start = 0; start < target.length; ) {
      const end = endOfName(target, start);
      const name = Buffer.from(target.subarray(start, end)).toString('latin1');
      if (name === '..') node = Math.max(rootNode, this.#table.parents[node]!);
      else if (name !== '' && name !== '.') node = this.#directoryAt(this.#child(node, target, start, end), entry, links);
      start = end + 1;
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
    if (entry < 0) return entry === implicit;
    const layer = layerOf(this.#state, entry);
    return this.#state.layers[layer]!.columns.kinds[entry - this.#state.firstEntries[layer]!] === kindOf.directory;
  }

  #remove(node: number, by: Hider): void {
    this.#removeChildren(node, by);
    const entry = this.#state.visible[node]!;
    if (entry >= 0) this.#hide(entry, by);
    this.#state.visible[node] = absent;
  }

  /** Without recursion, as depth is the image's choice. What is absent has nothing visible below it. */
  #removeChildren(node: number, by: Hider): void {
    this.#lastParent = null;
    const { firstChildren, nextSiblings } = this.#table;
    const { visible } = this.#state;
    const open = [node];
    for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
      for (let child = firstChildren[parent]!; child !== noNode; child = nextSiblings[child]!) {
        const entry = visible[child]!;
        if (entry === absent) continue;
        if (entry >= 0) this.#hide(entry, by);
        visible[child] = absent;
        if (firstChildren[child] !== noNode) open.push(child);
      }
    }
  }

  #hide(entry: number, by: Hider): void {
    const { hiddenBy, hiddenHow, inodes, linkCounts } = this.#state;
    hiddenBy[entry] = by.entry;
    hiddenHow[entry] = by.how;
    const inode = inodes[entry]!;
    if (inode !== none) linkCounts[inode]! -= 1;
  }
}

function endOfName(path: Uint8Array, start: number): number {
  const end = path.indexOf(slash, start);
  return end < 0 ? path.length : end;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
