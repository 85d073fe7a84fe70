import type { EntryNumber, ImageTree, Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { nodesNamed } from './files-by-name.ts';
import type { ImageView } from './image-view.ts';
import { multicallName, multicallNames } from './multicall.ts';
import { isFile, isSymlink, modeOf } from './node-columns.ts';
import { shellFiles } from './shell-files.ts';

/** Something that can be started under a name. */
export type NamedProgram = {
  readonly name: string;
  /** Where its content lies, symlinks followed, hardlinks under one path. */
  readonly node: Node;
  /** A function of busybox or toybox: it goes only when all of them go. */
  readonly isApplet: boolean;
};

/** Nobody has that many programs of one name, but an image may be hostile. */
const maxOfOneName = 1_000;

/** Where scripts that are meant to be called by their name lie. Others only share it: `/etc/cron.daily/dpkg`. */
const scriptDirectories = new Set(['.bin', 'bin', 'games', 'sbin']);

/**
 * Programs of these names: executable ELF files wherever they lie, executable scripts in a `bin` or with an extension, both
 * behind any number of links; also what busybox and toybox can do without a link.
 */
export function namedPrograms(image: ImageView, names: readonly string[]): readonly NamedProgram[] {
  const { tree } = image;
  const shells = shellFiles(tree);
  const shellNodes = new Map(shells.map(([node]) => [tree.inodeAt(node)!, node]));
  const found = new Map<string, NamedProgram>();
  const add = (name: string, node: Node): void => {
    const isApplet = multicallName(image, node) !== null && !multicallNames.some((own) => own === name);
    found.set(`${name} ${node}`, { name, node, isApplet });
  };
  for (const name of names) {
    for (const node of nodesNamed(tree, name).slice(0, maxOfOneName)) {
      const target = programAt(image, node);
      if (target !== null) add(name, onePath(tree, target, shellNodes));
    }
  }
  const wanted = new Set(names);
  for (const [node, { applets }] of shells) for (const name of applets) if (wanted.has(name)) add(name, node);
  return [...found.values()];
}

function programAt(image: ImageView, node: Node): Node | null {
  const { tree } = image;
  const target = isSymlink(tree, node) ? resolvePath(tree, tree.path(node)) : node;
  if (target === null || !isFile(tree, target) || (modeOf(tree, target) & 0o111) === 0) return null;
  switch (image.kind(target)) {
    case 'elf':
      return isHelper(tree, node) ? null : target;
    case 'script':
      return isCallable(tree, node) ? target : null;
    default:
      return null;
  }
}

/** apt's own helpers are called `http` and `ssh`, and talk to nobody but apt. */
function isHelper(tree: ImageTree, node: Node): boolean {
  return tree.path(node).includes('/apt/methods/');
}

function isCallable(tree: ImageTree, node: Node): boolean {
  const directory = tree.parent(node);
  return tree.name(node).includes('.') || (directory !== null && scriptDirectories.has(tree.name(directory)));
}

function onePath(tree: ImageTree, node: Node, shells: ReadonlyMap<EntryNumber, Node>): Node {
  const inode = tree.inodeAt(node)!;
  return shells.get(inode) ?? (tree.isPrimary(node) ? node : (tree.primaryOf(inode) ?? node));
}
