import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import type { OtherShellFacts, ShellFacts } from '../model/facts.ts';
import { nodesNamed } from './files-by-name.ts';
import { filesWithFact } from './files-with-fact.ts';
import { multicallNames } from './multicall.ts';

/** Visible files that are shells, or many programs in one, each under one path; those under their own names where they have them, and not as `[`. */
export function shellFiles(tree: ImageTree): readonly (readonly [node: Node, shell: ShellFacts | OtherShellFacts])[] {
  const ownNames = new Map(multicallNames.flatMap((name) => nodesNamed(tree, name)).map((node) => [tree.inodeAt(node), node]));
  return filesWithFact(tree, (facts) => facts.shell).map(([node, shell]) => [ownNames.get(tree.inodeAt(node)) ?? node, shell]);
}
