import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { CapturedContent, ElfFacts, FileKind, OtherShellFacts, ScriptFacts, ShellFacts } from '../model/facts.ts';
import type { Image } from '../model/image.ts';
import { layerFacts } from '../model/layer-facts.ts';
import { fileKind } from '../model/layer-index.ts';
import { type Inventory, takeInventory } from './packages/inventory.ts';
import { packageReaders } from './packages/readers.ts';

/** All that an analyzer may look at. Pure: everything in it was gathered before. */
export type ImageView = {
  readonly image: Image;
  readonly tree: ImageTree;
  /** Of each layer, as a Dockerfile has it; '' when the history does not say. */
  readonly instructions: readonly string[];
  readonly kind: (node: Node) => FileKind;
  /** null for what is no ELF file, or could not be read as one. */
  readonly elf: (node: Node) => ElfFacts | null;
  readonly script: (node: Node) => ScriptFacts | null;
  /** null for a program that is no shell of the Bourne family. */
  readonly shell: (node: Node) => ShellFacts | null;
  /** Of fish, of csh and its kin, and of a toybox without a shell. */
  readonly otherShell: (node: Node) => OtherShellFacts | null;
  /** Content of a file that the analyzer named in its `reads`; null where nothing is there. */
  readonly content: (node: Node) => CapturedContent | null;
  /** The same as text, by path, symlinks followed as in a container. */
  readonly text: (path: string) => string | null;
  /** What is installed, taken when it is first asked for. */
  readonly inventory: () => Inventory;
};

/** @param inventory where somebody has taken it */
export function imageView(image: Image, tree: ImageTree, instructions: readonly string[], inventory?: () => Inventory): ImageView {
  let taken: Inventory | null = null;
  const content = (node: Node): CapturedContent | null => fact(tree, node, (facts, row) => facts.captured.get(row));
  const view: ImageView = {
    image,
    tree,
    instructions,
    kind: (node) => {
      const inode = tree.inodeAt(node);
      return inode === null ? 'unknown' : fileKind(tree.layers[tree.layerOf(inode)]!.columns, tree.rowOf(inode));
    },
    elf: (node) => fact(tree, node, (facts, row) => facts.elf.get(row)),
    script: (node) => fact(tree, node, (facts, row) => facts.script.get(row)),
    shell: (node) => fact(tree, node, (facts, row) => ofBourneFamily(facts.shell.get(row))),
    otherShell: (node) => fact(tree, node, (facts, row) => ofAnother(facts.shell.get(row))),
    content,
    text: (path) => {
      const node = resolvePath(tree, path);
      const found = node === null ? null : content(node);
      return found === null ? null : Buffer.from(found.bytes).toString('utf8');
    },
    inventory: () => {
      taken ??= inventory?.() ?? takeInventory(packageReaders, view);
      return taken;
    },
  };
  return view;
}

function ofBourneFamily(facts: ShellFacts | OtherShellFacts | undefined): ShellFacts | undefined {
  return facts === undefined || isOther(facts) ? undefined : facts;
}

function ofAnother(facts: ShellFacts | OtherShellFacts | undefined): OtherShellFacts | undefined {
  return facts !== undefined && isOther(facts) ? facts : undefined;
}

function isOther(facts: ShellFacts | OtherShellFacts): facts is OtherShellFacts {
  return facts.kind === 'csh' || facts.kind === 'fish' || facts.kind === 'toybox';
}

function fact<T>(tree: ImageTree, node: Node, pick: (facts: ReturnType<typeof layerFacts>, row: number) => T | undefined): T | null {
  const inode = tree.inodeAt(node);
  if (inode === null) return null;
  return pick(layerFacts(tree.layers[tree.layerOf(inode)]!), tree.rowOf(inode)) ?? null;
}
