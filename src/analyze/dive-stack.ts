import type { DivePaths } from './dive-paths.ts';

/**
 * The layers so far laid over each other as dive does it: a file over a directory keeps the children, and nothing is opaque.
 * Only what some whiteout of the image hides is kept track of, as nobody asks for the rest. Nothing is visited to be removed: a
 * path is there if it was put after it and each of its parents was last removed.
 */
export class DiveStack {
  /** By path: its place in the columns below, 0 for what no whiteout hides. */
  readonly #places: Int32Array;
  /** 0 above the topmost path that some whiteout hides. */
  readonly #parents: Int32Array;
  /** Counts removals; everything put between two of them has the same time. */
  #now = 1;
  readonly #putAt: Uint32Array;
  readonly #removedAt: Uint32Array;
  readonly #ownBytes: Float64Array;
  /** Of the path and all below it. */
  readonly #treeBytes: Float64Array;
  readonly #isDirectory: Uint8Array;
  /** The place at hand and those of its parents, the deepest first. */
  readonly #line: number[] = [];

  constructor(paths: DivePaths) {
    this.#places = new Int32Array(paths.count);
    for (const path of paths.hidden.values()) this.#places[path] = -1;
    const parents = [0];
    for (let path = 1; path < this.#places.length && paths.hidden.size > 0; path++) {
      const parent = this.#places[paths.parent(path)]!;
      if (parent !== 0 || this.#places[path] !== 0) this.#places[path] = parents.push(parent) - 1;
    }
    this.#parents = new Int32Array(parents);
    this.#putAt = new Uint32Array(parents.length);
    this.#removedAt = new Uint32Array(parents.length);
    this.#ownBytes = new Float64Array(parents.length);
    this.#treeBytes = new Float64Array(parents.length);
    this.#isDirectory = new Uint8Array(parents.length);
  }

  /** Parents that are not there come with no size, and are no directories. */
  put(path: number, bytes: number, isDirectory: boolean): void {
    const place = this.#places[path]!;
    if (place === 0) return;
    let removedAt = 0;
    const line = this.#lineOf(place);
    for (let i = line.length - 1; i >= 0; i--) {
      removedAt = Math.max(removedAt, this.#removedAt[line[i]!]!);
      if (this.#putAt[line[i]!]! <= removedAt) this.#create(line[i]!);
    }
    this.#addBytes(place, bytes - this.#ownBytes[place]!);
    this.#ownBytes[place] = bytes;
    this.#isDirectory[place] = isDirectory ? 1 : 0;
  }

  remove(path: number): void {
    const place = this.#places[path]!;
    if (!this.#has(place)) return;
    this.#addBytes(place, -this.#treeBytes[place]!);
    this.#removedAt[place] = this.#now;
    this.#now += 1;
  }

  /** What dive says that a whiteout of the path removes: only directories count. null where the path is not there. */
  removableBytes(path: number): number | null {
    const place = this.#places[path]!;
    if (!this.#has(place)) return null;
    return this.#isDirectory[place] === 1 ? this.#treeBytes[place]! : 0;
  }

  #create(place: number): void {
    this.#putAt[place] = this.#now;
    this.#ownBytes[place] = 0;
    this.#treeBytes[place] = 0;
    this.#isDirectory[place] = 0;
  }

  #has(place: number): boolean {
    let removedAt = 0;
    for (let at = place; at !== 0; at = this.#parents[at]!) removedAt = Math.max(removedAt, this.#removedAt[at]!);
    return this.#putAt[place]! > removedAt;
  }

  #addBytes(place: number, bytes: number): void {
    for (let at = place; at !== 0; at = this.#parents[at]!) this.#treeBytes[at]! += bytes;
  }

  #lineOf(place: number): readonly number[] {
    this.#line.length = 0;
    for (let at = place; at !== 0; at = this.#parents[at]!) this.#line.push(at);
    return this.#line;
  }
}
