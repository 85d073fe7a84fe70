import type { EntryNumber, ImageTree } from '../filesystem/image-tree.ts';
import { kindOf } from '../filesystem/tree-state.ts';
import type { Image } from '../model/image.ts';
import { contentHash } from '../model/layer-index.ts';

/** Smaller copies of layers that are stored plain are not worth reading them again. */
export const leastCandidateBytes = 65_536;
/** Read again for it, of one image. */
export const candidateBudgetBytes = 32 * 1_048_576;

/**
 * Visible files of layers that are stored as plain tars of which nobody knows the hash, and which have the size of another file: only their
 * content can tell whether they are copies. The largest first, as far as the budget goes.
 */
export function duplicateCandidates(tree: ImageTree, image: Pick<Image, 'layers'>): readonly EntryNumber[] {
  const candidates: EntryNumber[] = [];
  let bytes = 0;
  const isMissing = (entry: EntryNumber): boolean =>
    image.layers[tree.layerOf(entry)]!.compressedBytes === null &&
    contentHash(tree.layers[tree.layerOf(entry)]!.columns, tree.rowOf(entry)) === null;
  for (const [size, entries] of [...bySize(tree)].sort(([a], [b]) => b - a)) {
    const missing = entries.length < 2 ? [] : entries.filter(isMissing);
    // Half of a group compares with nothing.
    if (bytes + missing.length * size > candidateBudgetBytes) continue;
    bytes += missing.length * size;
    candidates.push(...missing);
  }
  return candidates;
}

function bySize(tree: ImageTree): ReadonlyMap<number, readonly EntryNumber[]> {
  const { layers, linkCounts, firstEntries } = tree.state;
  const groups = new Map<number, EntryNumber[]>();
  for (const [layer, { columns, entryCount }] of layers.entries()) {
    const first = firstEntries[layer]!;
    for (let row = 0; row < entryCount; row++) {
      const size = columns.sizes[row]!;
      if (size < leastCandidateBytes || columns.kinds[row] !== kindOf.file || linkCounts[first + row] === 0) continue;
      const group = groups.get(size);
      if (group === undefined) groups.set(size, [first + row]);
      else group.push(first + row);
    }
  }
  return groups;
}
