import type { NameHash } from './name-hash.ts';

/** Node of the root. Every other node is created after its parent, so that a parent's number is the smaller one. */
export const rootNode = 0;
export const noNode = -1;

const slash = 0x2f;
const newline = 0x0a;

/**
 * The names of a tree: each node is a name below a parent. Typed arrays and one hash table, so that a million paths cost some
 * forty bytes each and no strings. Nodes are never removed; what is visible there is for others to say.
 */
export class NodeTable {
  count = 0;
  parents: Int32Array;
  /** Children are linked through `nextSiblings`, the last created first. */
  firstChildren: Int32Array;
  nextSiblings: Int32Array;
  readonly #hash: NameHash;
  #nameStarts: Uint32Array;
  #names: Uint8Array;
  #slots: Int32Array;

  /** @param expected nodes to make room for; more may come */
  constructor(hash: NameHash, expected: number) {
    this.#hash = hash;
    this.parents = new Int32Array(expected + 1);
    this.firstChildren = new Int32Array(expected + 1);
    this.nextSiblings = new Int32Array(expected + 1);
    this.#nameStarts = new Uint32Array(expected + 2);
    this.#names = new Uint8Array(16 * (expected + 1));
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * (expected + 1))));
    this.add(noNode, this.#names, 0, 0);
  }

  /** The child of `parent` with the name `bytes[start, end)`, or `noNode`. */
  find(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = this.#hash(parent, bytes, start, end) & mask; ; slot = (slot + 1) & mask) {
      const node = slots[slot]! - 1;
      if (node < 0) return noNode;
      if (this.parents[node] === parent && this.#hasName(node, bytes, start, end)) return node;
    }
  }

  /**
   * Takes lines of a mark and a name for as long as they name the children of `parent` one after the other, `node` and those created
   * right behind it: what is listed in order was mostly created in order, which needs no hash.
   * @param into where they are put
   * @returns where the first line begins that names another
   */
  followLines(node: number, parent: number, bytes: Uint8Array, start: number, into: number[]): number {
    const [names, starts, parents, count] = [this.#names, this.#nameStarts, this.parents, this.count];
    const mark = bytes[start];
    let next = start;
    for (let child = node; child < count && parents[child] === parent && bytes[next] === mark; child++) {
      const nameEnd = starts[child + 1]!;
      let at = next + 1;
      let from = starts[child]!;
      while (from < nameEnd && names[from] === bytes[at]) {
        from++;
        at++;
      }
      if (from < nameEnd || (at < bytes.length && bytes[at] !== newline)) break;
      into.push(child);
      next = at + 1;
    }
    return next;
  }

  /** Creates a child that `find` did not find. */
  add(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const node = this.count++;
    this.#reserve(end - start);
    this.parents[node] = parent;
    this.firstChildren[node] = noNode;
    this.nextSiblings[node] = noNode;
    const nameStart = this.#nameStarts[node]!;
    this.#names.set(bytes.subarray(start, end), nameStart);
    this.#nameStarts[node + 1] = nameStart + end - start;
    if (parent !== noNode) {
      this.nextSiblings[node] = this.firstChildren[parent]!;
      this.firstChildren[parent] = node;
      this.#insert(node, this.#hash(parent, bytes, start, end));
    }
    return node;
  }

  /** Raw last component of a path; empty for the root. */
  name(node: number): Uint8Array {
    return this.#names.subarray(this.#nameStarts[node], this.#nameStarts[node + 1]);
  }

  /** Raw path without a leading slash. */
  path(node: number): Uint8Array {
    const [starts, names] = [this.#nameStarts, this.#names];
    let length = -1;
    for (let at = node; at !== rootNode; at = this.parents[at]!) length += starts[at + 1]! - starts[at]! + 1;
    const path = new Uint8Array(Math.max(0, length));
    let end = path.length;
    for (let at = node; at !== rootNode; at = this.parents[at]!) {
      for (let from = starts[at + 1]! - 1; from >= starts[at]!; from--) path[--end] = names[from]!;
      if (end > 0) path[--end] = slash;
    }
    return path;
  }

  #hasName(node: number, bytes: Uint8Array, start: number, end: number): boolean {
    const nameStart = this.#nameStarts[node]!;
    if (this.#nameStarts[node + 1]! - nameStart !== end - start) return false;
    for (let i = start; i < end; i++) if (this.#names[nameStart + i - start] !== bytes[i]) return false;
    return true;
  }

  #insert(node: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = node + 1;
  }

  #reserve(nameBytes: number): void {
    if (this.count >= this.parents.length) {
      this.parents = grow(this.parents, Int32Array);
      this.firstChildren = grow(this.firstChildren, Int32Array);
      this.nextSiblings = grow(this.nextSiblings, Int32Array);
      this.#nameStarts = grow(this.#nameStarts, Uint32Array);
    }
    const end = this.#nameStarts[this.count - 1]! + nameBytes;
    while (end > this.#names.length) this.#names = grow(this.#names, Uint8Array);
    if (2 * this.count > this.#slots.length) this.#rehash();
  }

  #rehash(): void {
    this.#slots = new Int32Array(4 * this.#slots.length);
    for (let node = 1; node < this.count - 1; node++) {
      this.#insert(node, this.#hash(this.parents[node]!, this.#names, this.#nameStarts[node]!, this.#nameStarts[node + 1]!));
    }
  }
}

function grow<T extends Uint8Array | Uint32Array | Int32Array>(array: T, arrayType: new (length: number) => T): T {
  const grown = new arrayType(2 * array.length);
  grown.set(array);
  return grown;
}
