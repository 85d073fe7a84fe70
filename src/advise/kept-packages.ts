import type { InstalledPackage } from '../analyze/packages/installed-package.ts';
import type { Node } from '../filesystem/image-tree.ts';
import { none } from '../filesystem/tree-state.ts';
import type { PlanPart } from '../model/plan.ts';
import type { Scene } from './tracer.ts';

/** Packages of which a file is kept for more than to tell of it, in the order of the inventory. */
export function keptPackages(
  kept: ReadonlyMap<Node, { readonly part: PlanPart }>,
  { inventory, view }: Scene,
): readonly InstalledPackage[] {
  const { system, language } = inventory.ownership;
  const found = new Set<number>();
  for (const [node, { part }] of kept) {
    if (part === 'metadata' || view.tree.isDirectory(node)) continue;
    for (const owner of [system[node]!, language[node]!]) if (owner !== none) found.add(owner);
  }
  return inventory.packages.filter((_, i) => found.has(i));
}
