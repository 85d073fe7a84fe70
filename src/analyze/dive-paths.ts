import type { NamedPaths } from '../filesystem/name-paths.ts';
import { type NodeTable, noNode, rootNode } from '../filesystem/node-table.ts';
import { kindOf } from '../filesystem/tree-state.ts';
import { decodeName, type LayerIndex } from '../model/layer-index.ts';

const whiteoutPrefix = Buffer.from('.wh.');
/** What begins with it never enters dive's trees; the parents on the way do. */
const droppedPrefix = Buffer.from('.wh..wh..');

/**
 * The paths of an image under the names that its archives have for them: here a whiteout is a path of its own. Numbers are those of
 * the node table, and beyond it what the table has no node for.
 */
export class DivePaths {
  readonly #table: NodeTable;
  /** Beyond the table. */
  readonly #parents: number[] = [];
  readonly #names: Uint8Array[] = [];
  readonly #numbers = new Map<string, number>();
  /** A path that entries hide → their own path. */
  readonly #whiteouts = new Map<number, number>();
  readonly #hidden = new Map<number, number>();
  /** By node; null where nothing is dropped. */
  readonly #isDropped: Uint8Array | null;
  /** By layer: whether it may have anything that dive takes for a whiteout. */
  readonly mayRemove: readonly boolean[];

  constructor(layers: readonly LayerIndex[], { table, firstEntries, paths }: NamedPaths) {
    this.#table = table;
    const isMarked = layers.map(hasMarkers);
    this.#isDropped = isMarked.includes(true) ? this.#findMarkers() : null;
    this.mayRemove = layers.map(({ columns }, i) => isMarked[i] === true || columns.kinds.includes(kindOf.whiteout));
    for (const [layer, { columns }] of layers.entries()) {
      for (let row = columns.kinds.indexOf(kindOf.whiteout); row !== -1; row = columns.kinds.indexOf(kindOf.whiteout, row + 1)) {
        this.#addWhiteout(paths[firstEntries[layer]! + row]!);
      }
    }
  }

  get count(): number {
    return this.#table.count + this.#names.length;
  }

  parent(path: number): number {
    return path < this.#table.count ? this.#table.parents[path]! : this.#parents[path - this.#table.count]!;
  }

  /** Bytes of the last component. */
  name(path: number): Uint8Array {
    return path < this.#table.count ? this.#table.name(path) : this.#names[path - this.#table.count]!;
  }

  /** Of the entries of kind `whiteout` that hide the path. */
  whiteout(path: number): number {
    return this.#whiteouts.get(path)!;
  }

  /** Each whiteout → what it hides. */
  get hidden(): ReadonlyMap<number, number> {
    return this.#hidden;
  }

  /** The path itself, or its nearest parent that is not dropped. */
  kept(path: number): number {
    if (this.#isDropped === null) return path;
    let at = path < this.#table.count ? path : this.parent(path);
    if (this.#isDropped[at] === 0) return path;
    while (this.#isDropped[at] === 1) at = this.parent(at);
    return at;
  }

  /** Absolute and decoded. */
  text(path: number): string {
    const names: string[] = [];
    for (let at = path; at !== rootNode; at = this.parent(at)) names.push(decodeName(this.name(at)));
    return `/${names.reverse().join('/')}`;
  }

  #addWhiteout(path: number): void {
    if (this.#whiteouts.has(path)) return;
    const whiteout = this.#child(this.parent(path), Buffer.concat([whiteoutPrefix, this.name(path)]));
    this.#whiteouts.set(path, whiteout);
    this.#hidden.set(whiteout, path);
  }

  /** For dive every name that begins like one is a whiteout, a directory's and AUFS's too. */
  #findMarkers(): Uint8Array {
    const count = this.#table.count;
    const isDropped = new Uint8Array(count);
    for (let path = 1; path < count; path++) {
      const parent = this.parent(path);
      const name = this.name(path);
      if (isDropped[parent] === 1 || startsWith(name, droppedPrefix)) isDropped[path] = 1;
      else if (startsWith(name, whiteoutPrefix)) this.#hidden.set(path, this.#child(parent, name.subarray(whiteoutPrefix.length)));
    }
    return isDropped;
  }

  #child(parent: number, name: Uint8Array): number {
    const node = this.#table.find(parent, name, 0, name.length);
    if (node !== noNode) return node;
    const key = `${parent}/${Buffer.from(name).toString('latin1')}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const path = this.count;
    this.#numbers.set(key, path);
    this.#parents.push(parent);
    this.#names.push(name);
    return path;
  }
}

/** Whether `.wh.` is in any path as it is stored, which it is not for a plain whiteout. */
function hasMarkers({ columns: { names } }: LayerIndex): boolean {
  return Buffer.from(names.buffer, names.byteOffset, names.length).includes(whiteoutPrefix);
}

function startsWith(name: Uint8Array, prefix: Uint8Array): boolean {
  return name.length >= prefix.length && prefix.every((byte, i) => name[i] === byte);
}
