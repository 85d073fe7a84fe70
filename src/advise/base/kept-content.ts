import { sizeOf } from '../../analyze/node-columns.ts';
import type { InstalledPackage } from '../../analyze/packages/installed-package.ts';
import type { EntryNumber, Node } from '../../filesystem/image-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import { none } from '../../filesystem/tree-state.ts';
import type { Kept } from '../closure.ts';
import type { Scene } from '../tracer.ts';
import { type ImageRuntime, runtimesOf } from './runtime-version.ts';

/** What is kept, as bases are weighed by it; gathered once for all of them. */
export type KeptContent = {
  readonly bytes: number;
  readonly bytesOf: (nodes: Iterable<Node>) => number;
  readonly byPackage: ReadonlyMap<InstalledPackage, readonly Node[]>;
  /** `/lib`, `/bin` and their kin where they are symlinks. */
  readonly rootLinks: readonly Node[];
  /** The same where they are directories with something kept below: absolute paths. */
  readonly rootDirectories: readonly string[];
  readonly elfFiles: readonly Node[];
  readonly shells: readonly Node[];
  readonly runtimes: readonly ImageRuntime[];
  readonly hasCertificates: boolean;
  readonly hasZones: boolean;
};

const rootNames = ['bin', 'lib', 'lib32', 'lib64', 'libx32', 'sbin'];

export function keptContent(kept: ReadonlyMap<Node, Kept>, scene: Scene): KeptContent {
  const { view, inventory } = scene;
  const byPackage = new Map<InstalledPackage, Node[]>();
  for (const node of kept.keys()) {
    const owner = inventory.ownership.system[node]!;
    if (owner === none) continue;
    const found = inventory.packages[owner]!;
    const nodes = byPackage.get(found);
    if (nodes === undefined) byPackage.set(found, [node]);
    else nodes.push(node);
  }
  const elfFiles = [...kept.keys()].filter((node) => view.elf(node) !== null);
  const bytesOf = (nodes: Iterable<Node>): number => bytesOnce(nodes, view.tree);
  return {
    bytes: bytesOf(kept.keys()),
    bytesOf,
    byPackage,
    rootLinks: rootNames.flatMap((name) => rootLink(name, kept, scene)),
    rootDirectories: rootDirectories(kept, scene),
    elfFiles,
    shells: elfFiles.filter((node) => view.shell(node) !== null),
    runtimes: runtimesOf(scene),
    hasCertificates: hasBelow('/etc/ssl/certs', kept, scene),
    hasZones: hasBelow('/usr/share/zoneinfo', kept, scene),
  };
}

function rootLink(name: string, kept: ReadonlyMap<Node, Kept>, { view: { tree } }: Scene): readonly Node[] {
  const node = tree.find(`/${name}`);
  return node !== null && kept.has(node) && !tree.isDirectory(node) ? [node] : [];
}

function hasBelow(path: string, kept: ReadonlyMap<Node, Kept>, { view: { tree } }: Scene): boolean {
  const directory = tree.find(path);
  if (directory === null) return false;
  for (const node of kept.keys())
    for (let at = tree.parent(node); at !== null && at !== rootNode; at = tree.parent(at)) if (at === directory) return true;
  return false;
}

function rootDirectories(kept: ReadonlyMap<Node, Kept>, { view: { tree } }: Scene): readonly string[] {
  const tops = new Set<Node>();
  for (const node of kept.keys()) {
    let top = node;
    for (let at = tree.parent(node); at !== null && at !== rootNode; at = tree.parent(at)) top = at;
    if (top !== node) tops.add(top);
  }
  return rootNames.map((name) => `/${name}`).filter((path) => tops.has(tree.find(path) ?? rootNode));
}

/** Content of several names once. */
export function bytesOnce(nodes: Iterable<Node>, tree: Scene['view']['tree']): number {
  const inodes = new Set<EntryNumber>();
  let bytes = 0;
  for (const node of nodes) {
    const inode = tree.inodeAt(node);
    if (inode === null || inodes.has(inode)) continue;
    inodes.add(inode);
    bytes += sizeOf(tree, node);
  }
  return bytes;
}
