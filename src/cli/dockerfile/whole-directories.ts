import type { PlannedEntry } from '../../build/planned-entries.ts';
import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { listTree } from '../../filesystem/list-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import type { Plan } from '../../model/plan.ts';

/** What an engine mounts something over while it builds: none of it is the image's own. */
const mounted = /^\/(?:proc|sys|dev|etc\/(?:hosts|hostname|resolv\.conf))(?:\/|$)/;

/** Kept directories of which all that the image has below them is kept, and nothing of it is altered: one `cp` takes such a one. */
export function wholeDirectories(planned: ReadonlyMap<string, PlannedEntry>, plan: Plan, tree: ImageTree): ReadonlySet<string> {
  const altered = new Set([...plan.made, ...plan.writablePaths].map(({ path }) => path));
  const isBroken = new Uint8Array(tree.nodeCount);
  const directories: Node[] = [];
  for (const node of listTree(tree, rootNode)) {
    const path = tree.path(node);
    if (tree.isDirectory(node)) directories.push(node);
    if (!planned.has(path) || altered.has(path) || mounted.test(path)) breakUp(node, tree, isBroken);
  }
  for (const path of altered) breakParents(path, tree, isBroken);
  const whole = directories.filter((node) => node !== rootNode && isBroken[node] === 0 && tree.children(node).length > 0);
  return new Set(whole.map((node) => tree.path(node)));
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
