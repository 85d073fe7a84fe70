import type { EntryNumber, ImageTree } from '../filesystem/image-tree.ts';
import { hiding, kindOf, none } from '../filesystem/tree-state.ts';
import type { Origin } from '../model/finding.ts';
import { type WasteCause, type WasteItem, wasteCauses } from '../model/report.ts';
import { type ChangedField, compareEntries } from './compare-entries.ts';
import { type WastingLayer, wasteRemedy } from './waste-remedy.ts';

export type WasteAccount = {
  readonly reclaimableBytes: number;
  /** By layer: of its own bytes, those that no container sees. */
  readonly layerBytes: readonly number[];
  readonly items: readonly WasteItem[];
};

/** Bytes that one entry hides for one reason. */
type Heap = {
  readonly hider: EntryNumber;
  readonly cause: WasteCause;
  readonly changed: readonly ChangedField[];
  /** One hidden entry, for its path when it stays the only one. */
  readonly first: EntryNumber;
  count: number;
  bytes: number;
  /** Which layers ship how many of them, in the order of the layers. */
  readonly layers: { readonly layer: number; bytes: number }[];
};

/**
 * Every byte that a layer ships and no container can see, counted once: content of files of which no path, hardlinks included,
 * is visible. Here and nowhere else is waste defined.
 * @param instructions of the layers, as a Dockerfile has them
 * @param origins of the layers
 */
export function accountWaste(tree: ImageTree, instructions: readonly string[], origins: readonly Origin[]): WasteAccount {
  const layerBytes = tree.layers.map(() => 0);
  const heaps = new Map<number, Heap>();
  for (const [layer, index] of tree.layers.entries()) {
    const first = tree.state.firstEntries[layer]!;
    for (let row = 0; row < index.entryCount; row++) {
      const bytes = index.columns.sizes[row]!;
      if (bytes === 0 || !isWasted(tree, first + row, index.columns.kinds[row]!)) continue;
      layerBytes[layer]! += bytes;
      heap(heaps, tree, first + row, layer, bytes);
    }
  }
  const layers = instructions.map((instruction, layer) => ({ layer, instruction, origin: origins[layer]!.kind }));
  const items = [...heaps.values()].map((found) => toItem(tree, found, layers));
  items.sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { reclaimableBytes: layerBytes.reduce((sum, bytes) => sum + bytes, 0), layerBytes, items };
}

/** What a marker holds is seen by nobody; what a file holds as long as one path leads to it. */
function isWasted(tree: ImageTree, entry: EntryNumber, kind: number): boolean {
  return kind !== kindOf.file || tree.state.linkCounts[entry] === 0;
}

function heap(heaps: Map<number, Heap>, tree: ImageTree, entry: EntryNumber, layer: number, bytes: number): void {
  const { hiddenBy } = tree.state;
  // Markers hide themselves.
  const hider = hiddenBy[entry] === none ? entry : hiddenBy[entry]!;
  const { cause, changed } = causeOf(tree, entry, hider);
  const key = hider * wasteCauses.length + wasteCauses.indexOf(cause);
  const known = heaps.get(key);
  const found: Heap = known ?? { hider, cause, changed, first: entry, count: 0, bytes: 0, layers: [] };
  if (known === undefined) heaps.set(key, found);
  found.count += 1;
  found.bytes += bytes;
  const last = found.layers.at(-1);
  if (last?.layer === layer) last.bytes += bytes;
  else found.layers.push({ layer, bytes });
}

function causeOf(
  tree: ImageTree,
  entry: EntryNumber,
  hider: EntryNumber,
): { readonly cause: WasteCause; readonly changed: readonly ChangedField[] } {
  const { hiddenHow, nodes, inodes } = tree.state;
  switch (hiddenHow[entry]) {
    case hiding.duplicate:
      return { cause: 'duplicate-entry', changed: [] };
    case hiding.opaque:
      return { cause: 'opaque', changed: [] };
    case hiding.replaced: {
      const by = inodes[hider]!;
      const changed = nodes[hider] === nodes[entry] && by !== none ? compareEntries(tree, entry, by) : null;
      if (changed === null || changed.includes('content')) return { cause: 'modified', changed: changed ?? [] };
      return { cause: changed.length === 0 ? 'rewritten-identical' : 'metadata-only', changed };
    }
    default:
      return { cause: 'deleted', changed: [] };
  }
}

function toItem(tree: ImageTree, { hider, cause, changed, first, count, bytes, layers }: Heap, all: readonly WastingLayer[]): WasteItem {
  const by = all[tree.layerOf(hider)]!;
  const isRemoval = cause === 'deleted' || cause === 'opaque';
  const subject = isRemoval || count > 1 ? hider : first;
  const shippedMost = layers.reduce((most, next) => (next.bytes > most.bytes ? next : most)).layer;
  return {
    path: tree.entryPath(subject),
    bytes,
    cause,
    layers: [...layers.map((shipping) => shipping.layer), by.layer],
    instruction: by.instruction,
    remedy: wasteRemedy(cause, changed, all[shippedMost]!, by),
  };
}
