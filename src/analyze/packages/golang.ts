import type { Node } from '../../filesystem/image-tree.ts';
import { layerFacts } from '../../model/layer-facts.ts';
import type { ImageView } from '../image-view.ts';
import { elfNodes } from './captured-nodes.ts';
import { parseGoModules } from './go-modules.ts';
import type { InstalledPackage } from './installed-package.ts';
import type { PackageReader } from './package-reader.ts';
import { formatPurl } from './purl.ts';

/**
 * Modules in Go binaries, by what the linker wrote into each. The binary belongs to its main module; what the others have of it
 * nobody can tell.
 */
export const golangReader: PackageReader = {
  type: 'golang',
  reads: [],
  read: (image) => ({
    packages: elfNodes(image.tree, ({ goBuildInfo }) => goBuildInfo !== null).flatMap((node) => readBinary(image, node)),
    unreadable: [],
  }),
};

function readBinary(image: ImageView, node: Node): readonly InstalledPackage[] {
  const { goVersion, moduleInfo } = image.elf(node)!.goBuildInfo!;
  const { main, dependencies } = parseGoModules(moduleInfo);
  const place = { type: 'golang' as const, license: null, path: image.tree.path(node), layer: builtSince(image, node), directories: [] };
  const modules = [...(main === null ? [] : [main]), ...dependencies, ...standardLibrary(goVersion)];
  return modules.map((module) => ({ ...place, ...module, purl: purlOf(module), files: module === main ? [node] : [] }));
}

type Module = { readonly name: string; readonly version: string };

/** `go1.22.1 X:experiment` → 1.22.1; what was built from a checkout has no such number. */
function standardLibrary(goVersion: string): readonly Module[] {
  const version = /^go(\d[\w.]*)/.exec(goVersion)?.[1];
  return version === undefined ? [] : [{ name: 'stdlib', version }];
}

function purlOf({ name, version }: Module): string {
  const [last = name, ...outer] = name.toLowerCase().split('/').reverse();
  return formatPurl({ type: 'golang', namespace: outer.reverse(), name: last, version: version === '(devel)' ? '' : version });
}

/** Binaries of equal size and build are one: their contents are only hashed where somebody needs it. */
function builtSince({ tree, elf }: ImageView, node: Node): number {
  const { previous, inodes } = tree.state;
  const own = tree.entryAt(node)!;
  const build = JSON.stringify(elf(node)!.goBuildInfo);
  let layer = tree.layerOf(own);
  for (let entry = previous[own]!; entry >= 0; entry = previous[entry]!) {
    const inode = inodes[entry]!;
    if (inode < 0 || tree.sizeBytes(inode) !== tree.sizeBytes(inodes[own]!)) break;
    const facts = layerFacts(tree.layers[tree.layerOf(inode)]!).elf.get(tree.rowOf(inode));
    if (JSON.stringify(facts?.goBuildInfo) !== build) break;
    layer = tree.layerOf(entry);
  }
  return layer;
}
