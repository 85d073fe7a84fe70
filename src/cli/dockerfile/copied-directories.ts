import type { PlannedEntry } from '../../build/planned-entries.ts';
import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { listTree } from '../../filesystem/list-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import type { Plan } from '../../model/plan.ts';
import { isUnspeakable } from '../../report/dockerfile/shell-word.ts';
import { copiedAtOnce } from './copied-at-once.ts';

/** What an engine mounts something over while it builds: none of it is the image's own. */
const mounted = /^\/(?:proc|sys|dev|etc\/(?:hosts|hostname|resolv\.conf))(?:\/|$)/;

/**
 * Kept directories that one `cp` takes with all below them, as nothing of it is altered, and the paths below that are then taken away:
 * none, or, where they may be, few in comparison with what is kept. Of directories in each other only the outer one.
 */
export function copiedDirectories(
  planned: ReadonlyMap<string, PlannedEntry>,
  plan: Plan,
  tree: ImageTree,
  mayLeave: boolean,
): ReadonlyMap<string, readonly string[]> {
  const nodes = [...listTree(tree, rootNode)];
  const isKept = new Uint8Array(tree.nodeCount);
  const isBroken = new Uint8Array(tree.nodeCount);
  const altered = new Set([...plan.made, ...plan.writablePaths].map(({ path }) => path));
  for (const node of nodes) {
    const path = tree.path(node);
    if (planned.has(path)) isKept[node] = 1;
    if (altered.has(path) || mounted.test(path) || isUnspeakable(path)) breakUp(node, tree, isBroken);
  }
  for (const path of altered) breakParents(path, tree, isBroken);
  isBroken[rootNode] = 1;
  return outermost(nodes, tree, isKept, copiedAtOnce(nodes, tree, { isKept, isBroken, mayLeave }));
}

function outermost(
  nodes: readonly Node[],
  tree: ImageTree,
  isKept: Uint8Array,
  isCopied: Uint8Array,
): ReadonlyMap<string, readonly string[]> {
  const copied = new Map<string, string[]>();
  /** The list of the copied directory that a node is in. */
  const lists = new Map<Node, string[]>();
  for (const node of nodes) {
    const parent = tree.parent(node);
    const list = parent === null ? undefined : lists.get(parent);
    if (list === undefined) {
      if (isCopied[node] !== 1) continue;
      const own: string[] = [];
      copied.set(tree.path(node), own);
      lists.set(node, own);
    } else if (isKept[node] === 1) lists.set(node, list);
    else list.push(tree.path(node));
  }
  return copied;
}

function breakUp(node: Node, tree: ImageTree, isBroken: Uint8Array): void {
  for (let at: Node | null = node; at !== null && isBroken[at] === 0; at = tree.parent(at)) isBroken[at] = 1;
}

/** Of what the image does not have, what is there above it. */
function breakParents(path: string, tree: ImageTree, isBroken: Uint8Array): void {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const node = tree.find(at);
    if (node !== null) breakUp(node, tree, isBroken);
  }
}
