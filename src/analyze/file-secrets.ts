import type { EntryNumber } from '../filesystem/image-tree.ts';
import type { SecretFact } from '../model/facts.ts';
import { layerFacts } from '../model/layer-facts.ts';
import { grouped } from './grouped.ts';
import type { ImageView } from './image-view.ts';
import { packagedEntries } from './packaged-entries.ts';

/** Secrets of one sort in a file; each layer that ships one counts, whether or not a container sees it. */
export type FileSecrets = {
  readonly path: string;
  readonly facts: readonly SecretFact[];
  /** Of the copies, the lowest layer first. */
  readonly entries: readonly EntryNumber[];
  /** Whether a container sees none of them. */
  readonly isHidden: boolean;
};

/** By path; a file that several layers ship comes once. What packages brought is not somebody's. */
export function fileSecrets(image: ImageView): readonly FileSecrets[] {
  const { tree } = image;
  const isPackaged = packagedEntries(image);
  const found = new Map<string, { path: string; facts: readonly SecretFact[]; entries: EntryNumber[] }>();
  for (const [layer, index] of tree.layers.entries()) {
    for (const [row, facts] of layerFacts(index).secrets) {
      const entry = tree.state.firstEntries[layer]! + row;
      if (facts[0]?.isAmongPackages === true && isPackaged(entry)) continue;
      const path = tree.entryPath(entry);
      for (const group of grouped(facts, ({ category }) => category).values()) {
        const key = `${group[0]!.category} ${path}`;
        const known = found.get(key);
        if (known === undefined) found.set(key, { path, facts: group, entries: [entry] });
        else known.entries.push(entry);
      }
    }
  }
  return [...found.values()]
    .map((file) => ({ ...file, isHidden: file.entries.every((entry) => tree.state.linkCounts[entry] === 0) }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
