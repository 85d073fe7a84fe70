import type { DiveFile } from '../model/dive-numbers.ts';
import type { DivePaths } from './dive-paths.ts';

/** dive's sums over all visits of a path. */
export class DiveScore {
  readonly #paths: DivePaths;
  readonly #cumulativeBytes: Float64Array;
  readonly #smallestBytes: Float64Array;
  readonly #counts: Uint32Array;
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
    this.#counts[path] = count;
    this.#cumulativeBytes[path]! += bytes;
    if (count === 1 || bytes < this.#smallestBytes[path]!) this.#smallestBytes[path] = bytes;
    if (count === 2) this.#repeated.push(path);
  }

  /** A whiteout of nothing: dive has made its record by then, and gives up before it sets the size. */
  miss(path: number): void {
    this.#missed.add(path);
  }

  efficiency(): number {
    let smallest = 0;
    let cumulative = 0;
    for (let path = 0; path < this.#counts.length; path++) {
      smallest += this.#smallestBytes[path]!;
      cumulative += this.#cumulativeBytes[path]!;
    }
    // The size that was never set is -1 in dive, and adds up.
    for (const path of this.#missed) if (this.#counts[path] === 0) smallest -= 1;
    return cumulative === 0 ? 1 : smallest / cumulative;
  }

  wastedBytes(): number {
    return this.#repeated.reduce((bytes, path) => bytes + this.#cumulativeBytes[path]!, 0);
  }

  /** Largest first; of equal ones the last found first. */
  inefficientFiles(): readonly DiveFile[] {
    const bytes = this.#cumulativeBytes;
    const ascending = [...this.#repeated].sort((a, b) => bytes[a]! - bytes[b]!);
    return ascending.reverse().map((path) => ({
      path: this.#paths.decode(path),
      count: this.#counts[path]!,
      cumulativeBytes: bytes[path]!,
    }));
  }
}
