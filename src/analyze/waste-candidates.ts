import type { EntryNumber, ImageTree } from '../filesystem/image-tree.ts';
import { hiding, kindOf, none } from '../filesystem/tree-state.ts';

/** A hidden file and the one that replaced it, equal in size: only their contents can tell why it was written again. */
export type RewrittenPair = { readonly hidden: EntryNumber; readonly by: EntryNumber };

export function rewrittenPairs(tree: ImageTree): readonly RewrittenPair[] {
  const { hiddenBy, hiddenHow, nodes, inodes } = tree.state;
  const pairs: RewrittenPair[] = [];
  for (let entry = 0; entry < hiddenBy.length; entry++) {
    if (hiddenHow[entry] !== hiding.replaced) continue;
    const hider = hiddenBy[entry]!;
    const by = inodes[hider]!;
    const isSamePath = nodes[hider] === nodes[entry];
    if (!isSamePath || by === none || by === entry || !isFile(tree, entry) || !isFile(tree, by)) continue;
    if (tree.sizeBytes(entry) > 0 && tree.sizeBytes(entry) === tree.sizeBytes(by)) pairs.push({ hidden: entry, by });
  }
  return pairs;
}

/** The rows of each layer whose content must be known to judge `pairs`, and `others`. */
export function rowsToCompare(
  tree: ImageTree,
  pairs: readonly RewrittenPair[],
  others: readonly EntryNumber[] = [],
): readonly { readonly layer: number; readonly entries: readonly number[] }[] {
  const rows = tree.layers.map(() => new Set<number>());
  for (const { hidden, by } of pairs) for (const entry of [hidden, by]) rows[tree.layerOf(entry)]!.add(tree.rowOf(entry));
  for (const entry of others) rows[tree.layerOf(entry)]!.add(tree.rowOf(entry));
  return rows.map((entries, layer) => ({ layer, entries: [...entries].sort((a, b) => a - b) })).filter(({ entries }) => entries.length > 0);
}

function isFile(tree: ImageTree, entry: EntryNumber): boolean {
  return tree.kindNumber(entry) === kindOf.file;
}
