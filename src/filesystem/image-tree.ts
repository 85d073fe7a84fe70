import type { EntryKind, LayerEntry } from '../model/layer-entry.ts';
import { decodeName, encodeName, type LayerIndex, layerEntry } from '../model/layer-index.ts';
import { noNode, rootNode } from './node-table.ts';
import { absent, implicit, kindOf, none, type TreeState } from './tree-state.ts';

/** Number of a path in an `ImageTree`. */
export type Node = number;

/** Number of an entry over all layers. */
export type EntryNumber = number;

/** What a container sees at one path. */
export type TreeEntry = {
  readonly path: string;
  /** Never a whiteout. `hardlink` for all but one of the paths that show the same content. */
  readonly kind: EntryKind;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** As `stat` tells it: hardlinks have the size of their content. */
  readonly sizeBytes: number;
  readonly mtime: number;
  readonly linkTarget: string | null;
  /** Layer that wrote it; null for a directory that no layer has an entry for. */
  readonly layer: number | null;
};

/** Directories that no layer has an entry for are made by whoever unpacks the image: by root, and open to all. */
const impliedMode = 0o755;

/** The files that a container sees, and which layer wrote, overwrote and removed each path. Made by `squash`. */
export class ImageTree {
  /** For the few who loop over columns; everybody else asks by node. */
  readonly state: TreeState;
  /** Of those that something was asked in: they are few, and asked for again and again. */
  readonly #directoryPaths = new Map<Node, string>();
  #primaries: ReadonlyMap<EntryNumber, Node> | null = null;

  constructor(state: TreeState) {
    this.state = state;
  }

  get layers(): readonly LayerIndex[] {
    return this.state.layers;
  }

  /** Nodes that were ever named, visible or not; parents have the smaller numbers. */
  get nodeCount(): number {
    return this.state.table.count;
  }

  isVisible(node: Node): boolean {
    return this.state.visible[node] !== absent;
  }

  /** The entry that a container sees there, null for an implied directory. */
  entryAt(node: Node): EntryNumber | null {
    const entry = this.state.visible[node]!;
    return entry < 0 ? null : entry;
  }

  isDirectory(node: Node): boolean {
    const entry = this.state.visible[node]!;
    return entry === implicit || (entry >= 0 && this.kindNumber(entry) === kindOf.directory);
  }

  name(node: Node): string {
    return decodeName(this.state.table.name(node));
  }

  path(node: Node): string {
    if (node === rootNode) return '/';
    const parent = this.state.table.parents[node]!;
    return `${parent === rootNode ? '' : this.#directoryPath(parent)}/${this.name(node)}`;
  }

  #directoryPath(node: Node): string {
    const known = this.#directoryPaths.get(node);
    if (known !== undefined) return known;
    const path = `/${decodeName(this.state.table.path(node))}`;
    this.#directoryPaths.set(node, path);
    return path;
  }

  parent(node: Node): Node | null {
    return node === rootNode ? null : this.state.table.parents[node]!;
  }

  /** Visible children in the order of their names' bytes. */
  children(node: Node): readonly Node[] {
    const { firstChildren, nextSiblings } = this.state.table;
    const found: Node[] = [];
    for (let child = firstChildren[node]!; child !== noNode; child = nextSiblings[child]!) if (this.isVisible(child)) found.push(child);
    return found.sort((a, b) => Buffer.compare(this.state.table.name(a), this.state.table.name(b)));
  }

  /** The visible child of that name, null when there is none. */
  child(parent: Node, name: string): Node | null {
    const bytes = encodeName(name);
    const node = this.state.table.find(parent, bytes, 0, bytes.length);
    return node === noNode || !this.isVisible(node) ? null : node;
  }

  /** The visible node at an absolute path, symlinks not followed; null when nothing is there. See also `resolvePath`. */
  find(path: string): Node | null {
    let node: Node | null = rootNode;
    for (const name of path.split('/')) {
      if (name !== '' && node !== null) node = this.child(node, name);
    }
    return node;
  }

  layerOf(entry: EntryNumber): number {
    return this.state.entryLayers[entry]!;
  }

  /** Row of an entry in the columns of its layer. */
  rowOf(entry: EntryNumber): number {
    return entry - this.state.firstEntries[this.layerOf(entry)]!;
  }

  kindNumber(entry: EntryNumber): number {
    const layer = this.layerOf(entry);
    return this.layers[layer]!.columns.kinds[entry - this.state.firstEntries[layer]!]!;
  }

  sizeBytes(entry: EntryNumber): number {
    const layer = this.layerOf(entry);
    return this.layers[layer]!.columns.sizes[entry - this.state.firstEntries[layer]!]!;
  }

  /** The path that an entry names; for a whiteout the path that it hides. */
  entryPath(entry: EntryNumber): string {
    return this.path(this.state.paths[entry]!);
  }

  layerEntry(entry: EntryNumber): LayerEntry {
    return layerEntry(this.layers[this.layerOf(entry)]!, this.rowOf(entry));
  }

  /** The entry whose content is seen at a node: for a hardlink what it leads to; null where that is missing or there is no entry. */
  inodeAt(node: Node): EntryNumber | null {
    const entry = this.entryAt(node);
    const inode = entry === null ? none : this.state.inodes[entry]!;
    return inode === none ? null : inode;
  }

  /** Of the visible nodes that show the same content, the one that counts as the file: the others are its hardlinks. */
  isPrimary(node: Node): boolean {
    const inode = this.inodeAt(node);
    if (inode === null || this.state.linkCounts[inode]! < 2) return true;
    this.#primaries ??= findPrimaries(this);
    return this.#primaries.get(inode) === node;
  }

  primaryOf(inode: EntryNumber): Node | null {
    this.#primaries ??= findPrimaries(this);
    return this.#primaries.get(inode) ?? null;
  }

  /** What a container sees at a visible node. */
  at(node: Node): TreeEntry {
    const entry = this.entryAt(node);
    const path = this.path(node);
    if (entry === null) {
      return { path, kind: 'directory', mode: impliedMode, uid: 0, gid: 0, sizeBytes: 0, mtime: 0, linkTarget: null, layer: null };
    }
    const own = this.layerEntry(entry);
    const inode = this.inodeAt(node);
    const content = inode === null || inode === entry ? own : this.layerEntry(inode);
    const isLink = own.kind === 'hardlink' ? inode === null || !this.isPrimary(node) : !this.isPrimary(node);
    const primary = isLink && inode !== null ? this.primaryOf(inode) : null;
    return {
      path,
      kind: isLink ? 'hardlink' : content.kind,
      mode: content.mode,
      uid: content.uid,
      gid: content.gid,
      sizeBytes: content.sizeBytes,
      mtime: content.mtime,
      linkTarget: isLink ? (primary === null ? own.linkTarget : this.path(primary)) : content.linkTarget,
      layer: this.layerOf(entry),
    };
  }
}

/** The path of the entry itself where that is visible, otherwise the first in the order in which paths were first named. */
function findPrimaries(tree: ImageTree): ReadonlyMap<EntryNumber, Node> {
  const { state } = tree;
  const primaries = new Map<EntryNumber, Node>();
  for (let node = 0; node < tree.nodeCount; node++) {
    const inode = tree.inodeAt(node);
    if (inode === null || state.linkCounts[inode]! < 2) continue;
    if (!primaries.has(inode) || state.visible[node] === inode) primaries.set(inode, node);
  }
  return primaries;
}
