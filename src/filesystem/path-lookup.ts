import type { ImageTree, Node } from './image-tree.ts';
import { noNode, rootNode } from './node-table.ts';
import { resolvePath } from './resolve-path.ts';
import { kindOf } from './tree-state.ts';

const slash = 0x2f;
const dot = 0x2e;

/**
 * What a container finds at many paths, given as bytes, one after the other: a list of files mostly names neighbours, so the
 * directories of the last path are remembered. Symlinks on the way are followed, the last component is taken as it is. The
 * bytes of a path must not change until the next call.
 */
export class PathLookup {
  readonly #tree: ImageTree;
  /** By symlink: what it leads to. */
  readonly #targets = new Map<Node, Node>();
  /** The last path. */
  #base: Node = rootNode;
  #bytes: Uint8Array = new Uint8Array();
  #start = 0;
  /** Of its directories: where each ends, counted from its start, the slash included, and what was found there. */
  readonly #ends: number[] = [];
  readonly #nodes: Node[] = [];
  #depth = 0;

  constructor(tree: ImageTree) {
    this.#tree = tree;
  }

  /**
   * @param base where the path begins, with or without a leading slash
   * @returns the visible node at `bytes[start, end)`, `noNode` where nothing is
   */
  find(bytes: Uint8Array, start: number, end: number, base: Node = rootNode): Node {
    this.#forget(base === this.#base ? this.#sharedBytes(bytes, start, end) : 0);
    this.#base = base;
    this.#bytes = bytes;
    this.#start = start;
    let node: Node = this.#depth === 0 ? base : this.#nodes[this.#depth - 1]!;
    for (let at = start + (this.#depth === 0 ? 0 : this.#ends[this.#depth - 1]!); at < end; ) {
      let nameEnd = at;
      while (nameEnd < end && bytes[nameEnd] !== slash) nameEnd++;
      node = this.child(node, bytes, at, nameEnd);
      if (nameEnd === end) return node;
      node = this.#follow(node);
      at = nameEnd + 1;
      this.#ends[this.#depth] = at - start;
      this.#nodes[this.#depth] = node;
      this.#depth += 1;
    }
    return node;
  }

  /** The same for a path that ends with a slash, or is empty: a symlink is followed there as well. */
  findDirectory(bytes: Uint8Array, start: number, end: number, base: Node = rootNode): Node {
    return this.#follow(this.find(bytes, start, end, base));
  }

  /** The visible node of one name in a directory; nothing is remembered of it. */
  child(directory: Node, bytes: Uint8Array, start: number, end: number): Node {
    if (directory === noNode) return noNode;
    if (bytes[start] === dot && end - start <= 2 && isDots(bytes, start, end)) return this.#dots(directory, end - start);
    if (start === end) return directory;
    const child = this.#tree.state.table.find(directory, bytes, start, end);
    return child === noNode || !this.#tree.isVisible(child) ? noNode : child;
  }

  #dots(directory: Node, count: number): Node {
    if (count === 1) return directory;
    return this.#tree.isDirectory(directory) ? (this.#tree.parent(directory) ?? rootNode) : noNode;
  }

  #follow(node: Node): Node {
    const inode = node === noNode ? null : this.#tree.inodeAt(node);
    if (inode === null || this.#tree.kindNumber(inode) !== kindOf.symlink) return node;
    const known = this.#targets.get(node);
    if (known !== undefined) return known;
    const target = resolvePath(this.#tree, this.#tree.path(node)) ?? noNode;
    this.#targets.set(node, target);
    return target;
  }

  #forget(keptBytes: number): void {
    while (this.#depth > 0 && this.#ends[this.#depth - 1]! > keptBytes) this.#depth -= 1;
  }

  /** Bytes of the whole directories that this path and the last begin with. */
  #sharedBytes(bytes: Uint8Array, start: number, end: number): number {
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

function isDots(bytes: Uint8Array, start: number, end: number): boolean {
  return end > start && bytes[end - 1] === dot;
}
