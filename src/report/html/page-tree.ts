import { escapeTerminal } from '../escape-terminal.ts';
import { formatCounted } from '../format-count.ts';
import type { NodeKind, PageTree } from './page-data.ts';

/** A file with bytes of its own. */
export type PageLeaf = {
  readonly path: string;
  readonly bytes: number;
  /** By mode. */
  readonly categories: readonly number[];
};

type Branch = {
  readonly name: string;
  readonly parent: Branch | null;
  readonly children: Map<string, Branch>;
  readonly leaf: PageLeaf | null;
  /** In which it was made: parents before children. */
  readonly order: number;
  bytes: number;
  count: number;
  row: number;
};

/** Of all files, of which there may be a million. */
const none = new Map<string, Branch>();

/** The largest files and directories of an image; what is smaller is put together, directory by directory. */
export function pageTree(leaves: Iterable<PageLeaf>, modeCount: number, maxNodes: number): PageTree {
  const all = branches(leaves);
  const kept = all.toSorted((a, b) => b.bytes - a.bytes || a.order - b.order).slice(0, maxNodes);
  for (const [row, branch] of kept.entries()) branch.row = row;
  const rows = new Rows(modeCount);
  for (const { name, parent, bytes, count, leaf } of kept)
    rows.add(escapeTerminal(name), parent?.row ?? -1, bytes, count, leaf === null ? 'directory' : 'file');
  const rests = new Map<Branch, number>();
  for (const branch of all) if (branch.leaf !== null) addLeaf(rows, rests, branch, branch.leaf);
  return rows.tree();
}

function branches(leaves: Iterable<PageLeaf>): readonly Branch[] {
  const all: Branch[] = [];
  const make = (name: string, parent: Branch | null, leaf: PageLeaf | null): Branch => {
    const branch = {
      name,
      parent,
      children: leaf === null ? new Map<string, Branch>() : none,
      leaf,
      order: all.length,
      bytes: 0,
      count: 0,
      row: -1,
    };
    all.push(branch);
    return branch;
  };
  const root = make('/', null, null);
  for (const leaf of leaves) {
    const names = leaf.path.split('/').filter((name) => name !== '');
    let at = root;
    for (const [i, name] of names.entries()) {
      let child = at.children.get(name);
      // A file that became a directory, or the other way round, has the path of both: the second is another child.
      if (child === undefined || child.leaf !== null || i === names.length - 1) {
        child = make(name, at, i === names.length - 1 ? leaf : null);
        if (child.leaf === null || !at.children.has(name)) at.children.set(name, child);
      }
      at = child;
    }
    for (let up: Branch | null = at; up !== null; up = up.parent) {
      up.bytes += leaf.bytes;
      up.count += 1;
    }
  }
  return all;
}

/** Counts a leaf where it is shown, and the colours of all that holds it. */
function addLeaf(rows: Rows, rests: Map<Branch, number>, branch: Branch, leaf: PageLeaf): void {
  let up: Branch | null = branch;
  while (up !== null && up.row < 0) up = up.parent;
  if (up === null) return;
  if (up !== branch) {
    const row = rests.get(up) ?? rows.add('', up.row, 0, 0, 'rest');
    rests.set(up, row);
    rows.grow(row, leaf);
  }
  for (; up !== null; up = up.parent) rows.colour(up.row, leaf);
}

/** The columns while they grow. */
class Rows {
  readonly #names: string[] = [];
  readonly #parents: number[] = [];
  readonly #bytes: number[] = [];
  readonly #counts: number[] = [];
  readonly #kinds: NodeKind[] = [];
  readonly #colours: Map<number, number>[][] = [];
  readonly #modeCount: number;

  constructor(modeCount: number) {
    this.#modeCount = modeCount;
  }

  add(name: string, parent: number, bytes: number, count: number, kind: NodeKind): number {
    this.#names.push(name);
    this.#parents.push(parent);
    this.#bytes.push(bytes);
    this.#counts.push(count);
    this.#kinds.push(kind);
    return this.#colours.push(Array.from({ length: this.#modeCount }, () => new Map())) - 1;
  }

  grow(row: number, leaf: PageLeaf): void {
    this.#bytes[row]! += leaf.bytes;
    this.#counts[row]! += 1;
    this.colour(row, leaf);
  }

  colour(row: number, { categories, bytes }: PageLeaf): void {
    for (const [mode, colours] of this.#colours[row]!.entries())
      colours.set(categories[mode]!, (colours.get(categories[mode]!) ?? 0) + bytes);
  }

  tree(): PageTree {
    const label = (row: number): string =>
      this.#kinds[row] === 'rest' ? formatCounted(this.#counts[row]!, 'smaller file') : this.#names[row]!;
    return {
      names: this.#names.map((_, row) => label(row)),
      parents: this.#parents,
      bytes: this.#bytes,
      counts: this.#counts,
      kinds: this.#kinds,
      categories: Array.from({ length: this.#modeCount }, (_, mode) => this.#colours.map((colours) => most(colours[mode]!))),
    };
  }
}

function most(colours: ReadonlyMap<number, number>): number {
  let found = 0;
  let bytes = -1;
  for (const [category, sum] of colours) {
    if (sum <= bytes) continue;
    found = category;
    bytes = sum;
  }
  return found;
}
