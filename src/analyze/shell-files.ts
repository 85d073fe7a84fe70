import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import type { ShellFacts } from '../model/facts.ts';
import { nodesNamed } from './files-by-name.ts';
import { filesWithFact } from './files-with-fact.ts';

/** Visible files that are shells, each under one path; busybox under its own name where it has that, and not as `[`. */
export function shellFiles(tree: ImageTree): readonly (readonly [node: Node, shell: ShellFacts])[] {
  const ownNames = new Map(nodesNamed(tree, 'busybox').map((node) => [tree.inodeAt(node), node]));
  return filesWithFact(tree, (facts) => facts.shell).map(([node, shell]) => [ownNames.get(tree.inodeAt(node)) ?? node, shell]);
}
