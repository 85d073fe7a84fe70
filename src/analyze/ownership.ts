import type { EntryNumber, ImageTree, Node } from '../filesystem/image-tree.ts';
import { noNode } from '../filesystem/node-table.ts';
import { kindOf, none } from '../filesystem/tree-state.ts';
import type { PackageType } from '../model/package.ts';
import type { InstalledPackage } from './packages/installed-package.ts';

/**
 * Which package a file belongs to. What a distribution packages may be a package of a language as well (Debian's
 * `python3-requests`), so a file may have two owners; of the same sort it has one, the first that claims it.
 */
export type Ownership = {
  /** By node: an index into the packages, -1 where the file is nobody's. */
  readonly system: Int32Array;
  readonly language: Int32Array;
  /** By package: bytes of its visible files, content that has several names counted once. */
  readonly bytes: Float64Array;
};

const systemTypes: ReadonlySet<PackageType> = new Set(['apk', 'deb', 'rpm']);

export function assignOwners(tree: ImageTree, packages: readonly InstalledPackage[]): Ownership {
  const bytes = new Float64Array(packages.length);
  const system = assignSort(tree, packages, (type) => systemTypes.has(type), bytes);
  const language = assignSort(tree, packages, (type) => !systemTypes.has(type), bytes);
  return { system, language, bytes };
}

/** Packages that a visible file belongs to, the one of the distribution first. */
export function ownersOf(packages: readonly InstalledPackage[], { system, language }: Ownership, node: Node): readonly InstalledPackage[] {
  return [system[node]!, language[node]!].flatMap((owner) => (owner === none ? [] : [packages[owner]!]));
}

function assignSort(
  tree: ImageTree,
  packages: readonly InstalledPackage[],
  isOfSort: (type: PackageType) => boolean,
  bytes: Float64Array,
): Int32Array {
  const owners = new Int32Array(tree.nodeCount).fill(none);
  const counted = new Set<EntryNumber>();
  const directories = new Map<Node, number>();
  for (const [i, found] of packages.entries()) {
    if (!isOfSort(found.type)) continue;
    bytes[i]! += claimAll(tree, owners, counted, found.files, i);
    for (const directory of found.directories) if (!directories.has(directory)) directories.set(directory, i);
  }
  for (const [directory, owner] of directories) {
    bytes[owner]! += claimAll(tree, owners, counted, filesBelow(tree, directory, directories), owner);
  }
  return owners;
}

/** Claims what is nobody's yet. Tens of thousands go through this one loop, so it reads the columns itself. @returns their bytes */
function claimAll(tree: ImageTree, owners: Int32Array, counted: Set<EntryNumber>, files: readonly Node[], owner: number): number {
  const { visible, inodes, linkCounts, entryLayers, firstEntries } = tree.state;
  let bytes = 0;
  for (let i = 0; i < files.length; i++) {
    const node = files[i]!;
    if (owners[node] !== none) continue;
    owners[node] = owner;
    const entry = visible[node]!;
    const inode = entry < 0 ? none : inodes[entry]!;
    if (inode === none) continue;
    const layer = entryLayers[inode]!;
    const { kinds, sizes } = tree.layers[layer]!.columns;
    const row = inode - firstEntries[layer]!;
    if (kinds[row] !== kindOf.file) continue;
    if (linkCounts[inode]! > 1) {
      // Another of its names has been counted.
      if (counted.has(inode)) continue;
      counted.add(inode);
    }
    bytes += sizes[row]!;
  }
  return bytes;
}

/** The visible files below a directory, but for those below another of `directories`. Without recursion, as depth is the image's choice. */
function filesBelow(tree: ImageTree, directory: Node, directories: ReadonlyMap<Node, number>): readonly Node[] {
  const { firstChildren, nextSiblings } = tree.state.table;
  const files: Node[] = [];
  const open = [directory];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (let child = firstChildren[parent]!; child !== noNode; child = nextSiblings[child]!) {
      if (!tree.isVisible(child)) continue;
      if (!tree.isDirectory(child)) files.push(child);
      else if (!directories.has(child)) open.push(child);
    }
  }
  return files;
}
