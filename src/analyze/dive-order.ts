import { entryKinds } from '../model/layer-entry.ts';
import type { IndexColumns, LayerIndex } from '../model/layer-index.ts';
import type { DivePaths } from './dive-paths.ts';

/** One layer as dive walks it: all paths but the root, children before their parent, siblings by the bytes of their names. */
export type DiveOrder = {
  readonly index: LayerIndex;
  readonly paths: Int32Array;
  /** The last entry that wrote each of `paths`, -1 for a parent that has none. */
  readonly rows: Int32Array;
  /** Whether nothing of this layer lies below. */
  readonly isLeaf: Uint8Array;
};

const whiteout = entryKinds.indexOf('whiteout');
const opaqueWhiteout = entryKinds.indexOf('opaque-whiteout');

/** Entries of which the names are decoded at once. */
const batchEntries = 4_096;

/** Orders one layer after the other, by the tree of the layer at hand. */
export class DiveOrderer {
  readonly #paths: DivePaths;
  #layer = 0;
  #members = 0;
  /** By path: the last layer that has it; what the others below say is of that layer. */
  #layers = new Int32Array(1_024);
  #rows = new Int32Array(1_024);
  #firstChild = new Int32Array(1_024);
  #lastChild = new Int32Array(1_024);
  #nextSibling = new Int32Array(1_024);
  readonly #unsorted = new Set<number>();

  constructor(paths: DivePaths) {
    this.#paths = paths;
  }

  order(index: LayerIndex): DiveOrder {
    this.#layer += 1;
    this.#members = 0;
    this.#layers[0] = this.#layer;
    this.#firstChild[0] = 0;
    this.#lastChild[0] = 0;
    for (let start = 0; start < index.entryCount; start += batchEntries) {
      this.#addEntries(index.columns, start, Math.min(index.entryCount, start + batchEntries));
    }
    for (const parent of this.#unsorted) this.#sortChildren(parent);
    this.#unsorted.clear();
    return this.#walk(index);
  }

  #addEntries(columns: IndexColumns, start: number, end: number): void {
    const { names, pathEnds, linkEnds, kinds } = columns;
    const first = start === 0 ? 0 : linkEnds[start - 1]!;
    const texts = Buffer.from(names.buffer, names.byteOffset + first, pathEnds[end - 1]! - first).toString('latin1');
    for (let row = start; row < end; row++) {
      const text = texts.slice(row === 0 ? 0 : linkEnds[row - 1]! - first, pathEnds[row]! - first);
      const kind = kinds[row]!;
      const path = this.#paths.enter(kind === whiteout ? archiveText(text) : text);
      if (path < 0) this.#join(~path);
      else if (this.#join(path) && kind !== opaqueWhiteout) this.#rows[path] = row;
    }
  }

  /** @returns false for the root */
  #join(path: number): boolean {
    if (path === 0) return false;
    if (path >= this.#layers.length) this.#grow();
    if (this.#layers[path] === this.#layer) return true;
    const parent = this.#paths.parent(path);
    this.#join(parent);
    this.#layers[path] = this.#layer;
    this.#rows[path] = -1;
    this.#firstChild[path] = 0;
    this.#lastChild[path] = 0;
    this.#nextSibling[path] = 0;
    this.#members += 1;
    this.#link(parent, path);
    return true;
  }

  #link(parent: number, path: number): void {
    const before = this.#lastChild[parent]!;
    this.#lastChild[parent] = path;
    if (before === 0) {
      this.#firstChild[parent] = path;
      return;
    }
    this.#nextSibling[before] = path;
    // Many archives are in order already.
    if (this.#paths.text(before) > this.#paths.text(path)) this.#unsorted.add(parent);
  }

  #sortChildren(parent: number): void {
    const children: { readonly path: number; readonly text: string }[] = [];
    for (let path = this.#firstChild[parent]!; path !== 0; path = this.#nextSibling[path]!) {
      children.push({ path, text: this.#paths.text(path) });
    }
    children.sort((a, b) => (a.text < b.text ? -1 : 1));
    let before = 0;
    for (const { path } of children) {
      if (before === 0) this.#firstChild[parent] = path;
      else this.#nextSibling[before] = path;
      before = path;
    }
    this.#nextSibling[before] = 0;
  }

  #walk(index: LayerIndex): DiveOrder {
    const paths = new Int32Array(this.#members);
    const firstChild = this.#firstChild;
    const nextSibling = this.#nextSibling;
    let length = 0;
    let path = firstChild[0]!;
    while (path !== 0) {
      while (firstChild[path] !== 0) path = firstChild[path]!;
      paths[length++] = path;
      // Each parent comes after its last child.
      while (nextSibling[path] === 0 && path !== 0) {
        path = this.#paths.parent(path);
        if (path !== 0) paths[length++] = path;
      }
      path = nextSibling[path]!;
    }
    const isLeaf = new Uint8Array(length);
    for (let i = 0; i < length; i++) if (firstChild[paths[i]!] === 0) isLeaf[i] = 1;
    return { index, paths, rows: paths.map((member) => this.#rows[member]!), isLeaf };
  }

  #grow(): void {
    const length = this.#paths.count * 2;
    this.#layers = grown(this.#layers, length);
    this.#rows = grown(this.#rows, length);
    this.#firstChild = grown(this.#firstChild, length);
    this.#lastChild = grown(this.#lastChild, length);
    this.#nextSibling = grown(this.#nextSibling, length);
  }
}

function archiveText(text: string): string {
  const name = text.lastIndexOf('/') + 1;
  return `${text.slice(0, name)}.wh.${text.slice(name)}`;
}

function grown(values: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const result = new Int32Array(length);
  result.set(values);
  return result;
}
