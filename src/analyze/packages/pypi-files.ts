import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import type { PathLookup } from '../../filesystem/path-lookup.ts';
import type { ImageView } from '../image-view.ts';
import { decodeText } from './decode-text.ts';
import type { InstalledPackage } from './installed-package.ts';
import { listedFiles } from './listed-files.ts';

export type PypiFiles = Pick<InstalledPackage, 'files' | 'directories'>;

/** What came with a package: what its record says, otherwise the modules that it names. */
export function installedFiles(image: ImageView, lookup: PathLookup, metadata: Node): PypiFiles {
  const { tree } = image;
  const information = tree.parent(metadata) ?? rootNode;
  // Debian's packages have a file where others have the directory.
  if (!isInformation(tree.name(information))) return { files: [metadata], directories: [] };
  const site = tree.parent(information) ?? rootNode;
  if (tree.name(information) === 'EGG-INFO') return { files: [], directories: [site] };
  const record = contentOf(image, information, 'RECORD');
  if (record !== null) return { files: listedFiles(tree, lookup, record, 'csv', site), directories: [information] };
  const installed = contentOf(image, information, 'installed-files.txt');
  if (installed !== null) return { files: listedFiles(tree, lookup, installed, 'one', information), directories: [information] };
  const modules = decodeText(contentOf(image, information, 'top_level.txt') ?? new Uint8Array()).split('\n');
  return namedModules(
    tree,
    site,
    information,
    modules.map((module) => module.trim()).filter((module) => module !== ''),
  );
}

function isInformation(name: string): boolean {
  return name.endsWith('.dist-info') || name.endsWith('.egg-info') || name === 'EGG-INFO';
}

function contentOf(image: ImageView, directory: Node, name: string): Uint8Array | null {
  const node = image.tree.child(directory, name);
  return (node === null ? null : image.content(node))?.bytes ?? null;
}

function namedModules(tree: ImageTree, site: Node, information: Node, modules: readonly string[]): PypiFiles {
  const packages = modules.flatMap((module) => tree.child(site, module) ?? []);
  const files = modules.flatMap((module) => tree.child(site, `${module}.py`) ?? []);
  return { files, directories: [information, ...packages.filter((node) => tree.isDirectory(node))] };
}
