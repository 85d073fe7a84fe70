import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { nodesNamed } from './files-by-name.ts';
import { filesWithFact } from './files-with-fact.ts';
import type { ImageView } from './image-view.ts';
import { isFile, isSymlink, modeOf } from './node-columns.ts';

/** Something that can be started under a name. */
export type NamedProgram = {
  readonly name: string;
  /** Where its content lies, symlinks followed, hardlinks under one path. */
  readonly node: Node;
  /** A function of busybox: it goes only when all of them go. */
  readonly isApplet: boolean;
};

/**
 * Programs of these names, wherever they lie: executable, and an ELF file or a script behind any number of links; also what
 * busybox can do without a link. A file of that name that nobody can start, a page of a manual say, is none.
 */
export function namedPrograms(image: ImageView, names: readonly string[]): readonly NamedProgram[] {
  const { tree } = image;
  const found = new Map<string, NamedProgram>();
  const add = (name: string, node: Node): void => {
    const isApplet = image.shell(node)?.kind === 'busybox' && name !== 'busybox';
    found.set(`${name} ${node}`, { name, node, isApplet });
  };
  for (const name of names) {
    for (const node of nodesNamed(tree, name)) {
      const target = programAt(image, node);
      if (target !== null) add(name, target);
    }
  }
  for (const [node, { applets }] of filesWithFact(tree, (facts) => facts.shell)) {
    for (const name of applets) if (names.includes(name)) add(name, node);
  }
  return [...found.values()];
}

function programAt(image: ImageView, node: Node): Node | null {
  const { tree } = image;
  const target = isSymlink(tree, node) ? resolvePath(tree, tree.path(node)) : node;
  if (target === null || !isFile(tree, target) || (modeOf(tree, target) & 0o111) === 0) return null;
  const kind = image.kind(target);
  return kind === 'elf' || kind === 'script' ? primary(tree, target) : null;
}

function primary(tree: ImageTree, node: Node): Node {
  const inode = tree.inodeAt(node);
  return inode === null || tree.isPrimary(node) ? node : (tree.primaryOf(inode) ?? node);
}
