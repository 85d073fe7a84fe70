import type { ImageTree, Node } from './image-tree.ts';
import { noNode, rootNode } from './node-table.ts';
import { resolvePath } from './resolve-path.ts';
import { kindOf } from './tree-state.ts';

const slash = 0x2f;
const dot = 0x2e;

/**
 * What a container finds at many paths, given as bytes, one after the other: a list of files mostly names neighbours, so the
 * directories of the last path are remembered. Symlinks on the way are followed, the last component is taken as it is.
 */
export class PathLookup {
  readonly #tree: ImageTree;
  /** By symlink: what it leads to. */
  readonly #targets = new Map<Node, Node>();
  #base: Node = rootNode;
  #bytes: Uint8Array = new Uint8Array();
  #start = 0;
  /** Of the last path: where each of its directories ends, counted from its start, and what was found there. */
  readonly #ends: number[] = [];
  readonly #nodes: Node[] = [];
  #depth = 0;

  constructor(tree: ImageTree) {
    this.#tree = tree;
  }

  /**
   * @param base where the path begins; the root for absolute paths, whose leading slash is not needed
   * @returns the visible node at `bytes[start, end)`, `noNode` where nothing is
   */
  find(bytes: Uint8Array, start: number, end: number, base: Node = rootNode): Node {
    const isSharing = base === this.#base;
    this.#keep(isSharing ? this.#shared(bytes, start, end) : 0, base);
    let node: Node = this.#depth === 0 ? base : this.#nodes[this.#depth - 1]!;
    let at = start + (this.#depth === 0 ? 0 : this.#ends[this.#depth - 1]!);
    this.#bytes = bytes;
    this.#start = start;
    for (; at < end && node !== noNode; ) {
      let nameEnd = at;
      while (nameEnd < end && bytes[nameEnd] !== slash) nameEnd++;
      node = this.#step(node, bytes, at, nameEnd);
      at = nameEnd + 1;
      if (nameEnd === end) return node;
      node = node === noNode ? noNode : this.#follow(node);
      this.#ends[this.#depth] = at - start;
      this.#nodes[this.#depth] = node;
      this.#depth += 1;
    }
    return node;
  }

  /** The same for a directory, or a symlink to one. */
  findDirectory(bytes: Uint8Array, start: number, end: number): Node {
    const node = this.find(bytes, start, end);
    return node === noNode ? noNode : this.#follow(node);
  }

  #step(node: Node, bytes: Uint8Array, start: number, end: number): Node {
    if (start === end || (end - start === 1 && bytes[start] === dot)) return node;
    if (end - start === 2 && bytes[start] === dot && bytes[start + 1] === dot) return this.#tree.parent(node) ?? rootNode;
    const child = this.#tree.state.table.find(node, bytes, start, end);
    return child === noNode || !this.#tree.isVisible(child) ? noNode : child;
  }

  #follow(node: Node): Node {
    const inode = this.#tree.inodeAt(node);
    if (inode === null || this.#tree.kindNumber(inode) !== kindOf.symlink) return node;
    const known = this.#targets.get(node);
    if (known !== undefined) return known;
    const target = resolvePath(this.#tree, this.#tree.path(node)) ?? noNode;
    this.#targets.set(node, target);
    return target;
  }

  #keep(sharedBytes: number, base: Node): void {
    this.#base = base;
    while (this.#depth > 0 && this.#ends[this.#depth - 1]! > sharedBytes) this.#depth -= 1;
  }

  /** Bytes of the whole directories that this path and the last begin with. */
  #shared(bytes: Uint8Array, start: number, end: number): number {
    const last = this.#depth === 0 ? 0 : this.#ends[this.#depth - 1]!;
    const limit = Math.min(end - start, last);
    let shared = 0;
    for (let i = 0; i < limit; i++) {
      const byte = bytes[start + i];
      if (byte !== this.#bytes[this.#start + i]) break;
      if (byte === slash) shared = i + 1;
    }
    return shared;
  }
}
