import { type NodeTable, noNode } from './node-table.ts';

const unlisted = -2;

/**
 * By directory the children that were shown since it was last emptied. To go through all that were ever named would let an image
 * that empties a large directory again and again take for ever.
 */
export class ShownChildren {
  readonly #table: NodeTable;
  #first: Int32Array;
  /** `unlisted` for a node that is in no list. */
  #next: Int32Array;

  constructor(table: NodeTable) {
    this.#table = table;
    this.#first = new Int32Array(table.count).fill(noNode);
    this.#next = new Int32Array(table.count).fill(unlisted);
  }

  add(node: number): void {
    if (node >= this.#next.length) this.#grow(2 * node);
    const parent = this.#table.parents[node]!;
    if (this.#next[node] !== unlisted || parent === noNode) return;
    this.#next[node] = this.#first[parent]!;
    this.#first[parent] = node;
  }

  /** Takes one off the list, visible or removed meanwhile; `noNode` from an empty list. */
  take(parent: number): number {
    const node = this.#first[parent] ?? noNode;
    if (node === noNode) return noNode;
    this.#first[parent] = this.#next[node]!;
    this.#next[node] = unlisted;
    return node;
  }

  #grow(length: number): void {
    const [first, next] = [new Int32Array(length).fill(noNode), new Int32Array(length).fill(unlisted)];
    first.set(this.#first);
    next.set(this.#next);
    this.#first = first;
    this.#next = next;
  }
}
