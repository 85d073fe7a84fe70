import type { Node } from '../../filesystem/image-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import type { Look } from '../paint/look.ts';
import { isLastChild, type RowRules } from '../tree/tree-rows.ts';

/** Deeper levels are drawn as one. */
const maxGuides = 24;

/** The lines that lead to a row: `│ ├ `. Whether a directory above is the last of its own is asked once, see `guidePainter`. */
export function guidePainter(rules: RowRules, { signs }: Look): (node: Node) => string {
  const { parents } = rules.index.tree.state.table;
  const lasts = new Map<Node, boolean>();
  const isLast = (node: Node): boolean => {
    const known = lasts.get(node);
    if (known !== undefined) return known;
    const found = isLastChild(rules, node);
    lasts.set(node, found);
    return found;
  };
  return (node) => {
    let guides = isLast(node) ? signs.lastBranch : signs.branch;
    let count = 1;
    for (let at = parents[node]!; at > rootNode; at = parents[at]!) {
      if (++count > maxGuides) return signs.ellipsis + guides;
      guides = (isLast(at) ? signs.gap : signs.trunk) + guides;
    }
    return guides;
  };
}
