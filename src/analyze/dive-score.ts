import type { DiveFile } from '../model/dive-numbers.ts';
import type { DivePaths } from './dive-paths.ts';

/** dive's sums over all visits of a path. */
export class DiveScore {
  readonly #paths: DivePaths;
  readonly #cumulativeBytes: Float64Array;
  readonly #smallestBytes: Float64Array;
  readonly #counts: Uint32Array;
  #allCumulativeBytes = 0;
  #allSmallestBytes = 0;
  /** In the order of their second visit. */
  readonly #repeated: number[] = [];
  readonly #missed = new Set<number>();

  constructor(paths: DivePaths) {
    this.#paths = paths;
    this.#cumulativeBytes = new Float64Array(paths.count);
    this.#smallestBytes = new Float64Array(paths.count);
    this.#counts = new Uint32Array(paths.count);
  }

  visit(path: number, bytes: number): void {
    const count = this.#counts[path]! + 1;
    const smallest = count === 1 ? bytes : Math.min(bytes, this.#smallestBytes[path]!);
    this.#allCumulativeBytes += bytes;
    this.#allSmallestBytes += smallest - this.#smallestBytes[path]!;
    this.#counts[path] = count;
    this.#cumulativeBytes[path]! += bytes;
    this.#smallestBytes[path] = smallest;
    if (count === 2) this.#repeated.push(path);
  }

  /** A whiteout of nothing: dive has made its record by then, and gives up before it sets the size. */
  miss(path: number): void {
    this.#missed.add(path);
  }

  efficiency(): number {
    // The size that was never set is -1 in dive, and adds up.
    const unset = [...this.#missed].filter((path) => this.#counts[path] === 0).length;
    return this.#allCumulativeBytes === 0 ? 1 : (this.#allSmallestBytes - unset) / this.#allCumulativeBytes;
  }

  wastedBytes(): number {
    let bytes = 0;
    for (const path of this.#repeated) bytes += this.#cumulativeBytes[path]!;
    return bytes;
  }

  /** Largest first; of equal ones the last found first. */
  inefficientFiles(): readonly DiveFile[] {
    const bytes = this.#cumulativeBytes;
    const ascending = [...this.#repeated].sort((a, b) => bytes[a]! - bytes[b]!);
    return ascending.reverse().map((path) => ({
      path: this.#paths.text(path),
      count: this.#counts[path]!,
      cumulativeBytes: bytes[path]!,
    }));
  }
}
