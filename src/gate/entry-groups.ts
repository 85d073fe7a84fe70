import type { ImageTree } from '../filesystem/image-tree.ts';

/** Paths that one layer put at a place and below it. */
export type EntryGroup = {
  readonly layer: number;
  /** The deepest that has more than half of what the layer put into the image. */
  readonly path: string;
  readonly count: number;
};

/** A group for each layer, the largest first. */
export function entryGroups(tree: ImageTree): readonly EntryGroup[] {
  const groups = tree.layers.map((_, layer) => entryGroup(tree, layer));
  return groups.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count || a.layer - b.layer);
}

function entryGroup(tree: ImageTree, layer: number): EntryGroup {
  const { parents } = tree.state.table;
  const counts = new Uint32Array(tree.nodeCount);
  // Parents have smaller numbers than their children.
  for (let node = tree.nodeCount - 1; node > 0; node--) {
    const entry = tree.isVisible(node) ? tree.entryAt(node) : null;
    if (entry !== null && tree.layerOf(entry) === layer) counts[node]! += 1;
    counts[parents[node]!]! += counts[node]!;
  }
  const total = counts[0] ?? 0;
  let deepest = 0;
  // Of two that have more than half, one is within the other, and has the larger number.
  for (let node = 1; node < tree.nodeCount; node++) if (2 * counts[node]! > total) deepest = node;
  return { layer, path: tree.path(deepest), count: counts[deepest] ?? 0 };
}
