import type { PageTree } from '../page-data.ts';

/** Children of each node, the largest first. */
export type TreeIndex = { readonly tree: PageTree; readonly children: readonly (readonly number[])[] };

export function treeIndex(tree: PageTree): TreeIndex {
  const children: number[][] = tree.names.map(() => []);
  for (const [node, parent] of tree.parents.entries()) if (parent >= 0) children[parent]!.push(node);
  for (const list of children) list.sort((a, b) => tree.bytes[b]! - tree.bytes[a]!);
  return { tree, children };
}

/** From the root to a node. */
export function wayTo({ parents }: PageTree, node: number): readonly number[] {
  const way: number[] = [];
  for (let at = node; at >= 0; at = parents[at]!) way.unshift(at);
  return way;
}

export function pathOf(tree: PageTree, node: number): string {
  const names = wayTo(tree, node).slice(1);
  return `/${names.map((at) => tree.names[at]!).join('/')}`;
}
