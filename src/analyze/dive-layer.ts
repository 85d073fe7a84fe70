import type { NamedPaths } from '../filesystem/name-paths.ts';
import { kindOf } from '../filesystem/tree-state.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import type { DivePaths } from './dive-paths.ts';

/** The tree of one layer without its root; the columns have an element for each path in it. */
export type DiveLayer = {
  readonly index: LayerIndex;
  /** Number in `DivePaths`. */
  readonly paths: Int32Array;
  /** Place of the parent in these columns, -1 for the root. */
  readonly parents: Int32Array;
  /** The last entry that wrote the path, -1 for a parent that has none. */
  readonly rows: Int32Array;
  /** Whether something of this layer lies below. */
  readonly hasChildren: Uint8Array;
};

/** Reads one layer after the other. */
export class DiveLayerReader {
  readonly #paths: DivePaths;
  readonly #named: NamedPaths;
  #layer = -1;
  /** By path: the layer that had it last, counted from 1, and its place there. */
  readonly #layers: Int32Array;
  readonly #places: Int32Array;
  #length = 0;
  readonly #members: Int32Array;
  readonly #parents: Int32Array;
  readonly #rows: Int32Array;
  readonly #hasChildren: Uint8Array;

  constructor(paths: DivePaths, named: NamedPaths) {
    this.#paths = paths;
    this.#named = named;
    this.#layers = new Int32Array(paths.count);
    this.#places = new Int32Array(paths.count);
    this.#members = new Int32Array(paths.count);
    this.#parents = new Int32Array(paths.count);
    this.#rows = new Int32Array(paths.count);
    this.#hasChildren = new Uint8Array(paths.count);
  }

  /** Paths come in the order of the archive, after their parent. */
  readNext(index: LayerIndex): DiveLayer {
    this.#layer += 1;
    this.#length = 0;
    const first = this.#named.firstEntries[this.#layer]!;
    const { kinds } = index.columns;
    for (let row = 0; row < index.entryCount; row++) this.#addEntry(row, kinds[row]!, this.#named.paths[first + row]!);
    return {
      index,
      paths: this.#members.slice(0, this.#length),
      parents: this.#parents.slice(0, this.#length),
      rows: this.#rows.slice(0, this.#length),
      hasChildren: this.#hasChildren.slice(0, this.#length),
    };
  }

  #addEntry(row: number, kind: number, node: number): void {
    const path = kind === kindOf.whiteout ? this.#paths.whiteout(node) : node;
    const kept = this.#paths.kept(path);
    const place = this.#join(kept);
    // Of an opaque whiteout there are only its parents, too.
    if (place !== -1 && kept === path && kind !== kindOf.opaque) this.#rows[place] = row;
  }

  /** @returns the place, -1 for the root */
  #join(path: number): number {
    if (path === 0) return -1;
    if (this.#layers[path] === this.#layer + 1) return this.#places[path]!;
    const parent = this.#join(this.#paths.parent(path));
    if (parent !== -1) this.#hasChildren[parent] = 1;
    const place = this.#length++;
    this.#members[place] = path;
    this.#parents[place] = parent;
    this.#rows[place] = -1;
    this.#hasChildren[place] = 0;
    this.#layers[path] = this.#layer + 1;
    this.#places[path] = place;
    return place;
  }
}
