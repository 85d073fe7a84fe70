import type { EntryNumber, ImageTree } from '../filesystem/image-tree.ts';
import { kindOf } from '../filesystem/tree-state.ts';
import type { Image } from '../model/image.ts';
import { contentHash } from '../model/layer-index.ts';
import { grouped } from './grouped.ts';

/** Smaller copies of layers that are stored plain are not worth reading them again. */
export const leastCandidateBytes = 65_536;
/** Read again, of one image, to be held against contents that are only known by their hash. */
const budgetBytes = 32 * 1_048_576;

/** What a few bytes of a file say; null where they cannot be read by themselves. */
export type Sample = (layer: number, row: number) => string | null;

/**
 * Visible files of layers that are stored as plain tars of which nobody knows the hash, and which have the size of another file and a few
 * bytes in common with it: only their whole content can tell whether they are copies. The largest first. What an earlier look could have
 * compared in a file is left alone where the layer now comes from elsewhere, as all of it would have to be fetched.
 */
export function duplicateCandidates(tree: ImageTree, image: Pick<Image, 'layers'>, sample: Sample): readonly EntryNumber[] {
  const candidates: EntryNumber[] = [];
  let bytes = 0;
  const isMissing = (entry: EntryNumber): boolean =>
    image.layers[tree.layerOf(entry)]!.compressedBytes === null &&
    contentHash(tree.layers[tree.layerOf(entry)]!.columns, tree.rowOf(entry)) === null;
  for (const [size, entries] of [...bySize(tree)].sort(([a], [b]) => b - a)) {
    const missing = entries.length < 2 ? [] : entries.filter(isMissing);
    if (missing.length === 0) continue;
    const { alike, others } = compareSamples(tree, missing, missing.length < entries.length, sample);
    candidates.push(...alike);
    // Half of a group compares with nothing.
    if (bytes + others.length * size > budgetBytes) continue;
    bytes += others.length * size;
    candidates.push(...others);
  }
  return candidates;
}

type Compared = { readonly alike: readonly EntryNumber[]; readonly others: readonly EntryNumber[] };

/** @param isComparedWithMore with files whose hash is known, which samples do not tell from these */
function compareSamples(tree: ImageTree, entries: readonly EntryNumber[], isComparedWithMore: boolean, sample: Sample): Compared {
  const groups = [...grouped(entries, (entry) => sample(tree.layerOf(entry), tree.rowOf(entry)))].filter(([key]) => key !== null);
  const ofLength = (isWanted: (length: number) => boolean) => groups.flatMap(([, group]) => (isWanted(group.length) ? group : []));
  return { alike: ofLength((length) => length > 1), others: isComparedWithMore ? ofLength((length) => length === 1) : [] };
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
