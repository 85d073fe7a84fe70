import type { DivePaths } from './dive-paths.ts';

/**
 * The layers so far laid over each other as dive does it: a file over a directory keeps the children, and nothing is opaque.
 * Nothing is ever visited to be removed: a path is there if it was put after it and each of its parents was last removed.
 */
export class DiveStack {
  readonly #paths: DivePaths;
  /** Counts removals; everything put between two of them has the same time. */
  #now = 1;
  readonly #putAt: Uint32Array;
  readonly #removedAt: Uint32Array;
  readonly #ownBytes: Float64Array;
  /** Of the path and all below it. */
  readonly #treeBytes: Float64Array;
  readonly #isDirectory: Uint8Array;
  readonly #isRemovable: Uint8Array;
  /** Ancestors of the path at hand, nearest first. */
  readonly #ancestors: number[] = [];

  /** @param hidden the paths that whiteouts hide, 0 for none */
  constructor(paths: DivePaths, hidden: Int32Array) {
    this.#paths = paths;
    this.#putAt = new Uint32Array(paths.count);
    this.#removedAt = new Uint32Array(paths.count);
    this.#ownBytes = new Float64Array(paths.count);
    this.#treeBytes = new Float64Array(paths.count);
    this.#isDirectory = new Uint8Array(paths.count);
    this.#putAt[0] = this.#now;
    this.#isRemovable = new Uint8Array(paths.count);
    for (const path of hidden) if (path !== 0) this.#isRemovable[path] = 1;
    for (let path = 1; path < paths.count; path++) if (this.#isRemovable[paths.parent(path)] === 1) this.#isRemovable[path] = 1;
  }

  /** Whether some whiteout of the image hides the path or a parent of it. What is not need not be put. */
  isRemovable(path: number): boolean {
    return this.#isRemovable[path] === 1;
  }

  /** Parents that are not there come with no size, and are no directories. */
  put(path: number, bytes: number, isDirectory: boolean): void {
    let removedAt = 0;
    const ancestors = this.#collectAncestors(path);
    for (let i = ancestors.length - 1; i >= 0; i--) {
      const ancestor = ancestors[i]!;
      removedAt = Math.max(removedAt, this.#removedAt[ancestor]!);
      if (this.#putAt[ancestor]! <= removedAt) this.#create(ancestor);
    }
    if (this.#putAt[path]! <= Math.max(removedAt, this.#removedAt[path]!)) this.#create(path);
    this.#addBytes(path, bytes - this.#ownBytes[path]!);
    this.#ownBytes[path] = bytes;
    this.#isDirectory[path] = isDirectory ? 1 : 0;
  }

  remove(path: number): void {
    if (path === 0 || !this.#has(path)) return;
    this.#addBytes(path, -this.#treeBytes[path]!);
    this.#removedAt[path] = this.#now;
    this.#now += 1;
  }

  /** What dive says that a whiteout of the path removes: only directories count. null where the path is not there. */
  removableBytes(path: number): number | null {
    if (!this.#has(path)) return null;
    return this.#isDirectory[path] === 1 ? this.#treeBytes[path]! : 0;
  }

  #create(path: number): void {
    this.#putAt[path] = this.#now;
    this.#ownBytes[path] = 0;
    this.#treeBytes[path] = 0;
    this.#isDirectory[path] = 0;
  }

  #has(path: number): boolean {
    let removedAt = this.#removedAt[path]!;
    const ancestors = this.#collectAncestors(path);
    for (const ancestor of ancestors) removedAt = Math.max(removedAt, this.#removedAt[ancestor]!);
    return this.#putAt[path]! > removedAt;
  }

  #addBytes(path: number, bytes: number): void {
    if (bytes === 0) return;
    for (let at = path; at !== 0; at = this.#paths.parent(at)) this.#treeBytes[at]! += bytes;
  }

  #collectAncestors(path: number): readonly number[] {
    this.#ancestors.length = 0;
    for (let at = path; at !== 0; ) {
      at = this.#paths.parent(at);
      this.#ancestors.push(at);
    }
    return this.#ancestors;
  }
}
