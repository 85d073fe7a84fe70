import type { EntryNumber, ImageTree, Node } from '../filesystem/image-tree.ts';
import { type LayerFacts, layerFacts } from '../model/layer-facts.ts';
import { nodesOfEntries } from './nodes-of-entries.ts';

/** Visible files of which a gatherer saw something; each once, however many paths it has. */
export function filesWithFact<T>(
  tree: ImageTree,
  pick: (facts: LayerFacts) => ReadonlyMap<number, T>,
): readonly (readonly [node: Node, value: T])[] {
  const values = new Map<EntryNumber, T>();
  for (const [layer, index] of tree.layers.entries()) {
    const first = tree.state.firstEntries[layer]!;
    for (const [row, value] of pick(layerFacts(index))) values.set(first + row, value);
  }
  return nodesOfEntries(tree, values);
}
