import { type IndexColumns, type LayerIndex, layerEntry } from '../model/layer-index.ts';
import type { ListedEntry } from './listed-entry.ts';

/** The layer's own entries, whiteouts among them, in the order of the bytes of their paths; those of one path as in the archive. */
export function* listLayer(index: LayerIndex, layer: number): Generator<ListedEntry> {
  const order = Uint32Array.from({ length: index.entryCount }, (_, row) => row);
  order.sort((a, b) => comparePaths(index.columns, a, b) || a - b);
  for (const row of order) {
    const { path, kind, mode, uid, gid, sizeBytes, mtime, linkTarget } = layerEntry(index, row);
    yield { path, kind, mode, uid, gid, sizeBytes, mtime, linkTarget, layer };
  }
}

/** Without views, as there are twenty comparisons for each of a million entries. */
function comparePaths({ names, pathEnds, linkEnds }: IndexColumns, a: number, b: number): number {
  const startA = a === 0 ? 0 : linkEnds[a - 1]!;
  const startB = b === 0 ? 0 : linkEnds[b - 1]!;
  const lengthA = pathEnds[a]! - startA;
  const lengthB = pathEnds[b]! - startB;
  const shorter = Math.min(lengthA, lengthB);
  for (let i = 0; i < shorter; i++) {
    const difference = names[startA + i]! - names[startB + i]!;
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}
