import { rootNode } from '../../filesystem/node-table.ts';
import { changeOf, type LayerView } from './layer-view.ts';
import type { TreeIndex } from './tree-index.ts';

/** Which changes are hidden. */
export type HiddenChanges = {
  readonly added: boolean;
  readonly removed: boolean;
  readonly modified: boolean;
  readonly unmodified: boolean;
};

export const nothingHidden: HiddenChanges = { added: false, removed: false, modified: false, unmodified: false };

/**
 * By node: 1 for what is shown, and for all that is above it; null where that is everything.
 * @param matches by node: 1 for what a filter lets through; null without one
 */
export function treeMask(index: TreeIndex, view: LayerView, hidden: HiddenChanges, matches: Uint8Array | null): Uint8Array | null {
  const isHidden = hiddenByChange(hidden);
  if (matches === null && !isHidden.includes(1)) return null;
  const mask = new Uint8Array(index.nodeCount);
  const { parents } = index.tree.state.table;
  for (let node = index.nodeCount - 1; node > rootNode; node--) {
    const change = view.changes[node]!;
    if (change === changeOf.absent) continue;
    if (isHidden[change] === 0 && (matches === null || matches[node] === 1)) mask[node] = 1;
    if (mask[node] === 1) mask[parents[node]!] = 1;
  }
  return mask;
}

function hiddenByChange({ added, modified, removed, unmodified }: HiddenChanges): readonly number[] {
  const hidden = [0, 0, 0, 0, 0];
  hidden[changeOf.unchanged] = unmodified ? 1 : 0;
  hidden[changeOf.modified] = modified ? 1 : 0;
  hidden[changeOf.added] = added ? 1 : 0;
  hidden[changeOf.removed] = removed ? 1 : 0;
  return hidden;
}
