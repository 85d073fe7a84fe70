import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { noNode, rootNode } from '../../filesystem/node-table.ts';
import type { PathLookup } from '../../filesystem/path-lookup.ts';
import type { ImageView } from '../image-view.ts';
import { decodeText } from './decode-text.ts';
import type { InstalledPackage } from './installed-package.ts';
import { lines } from './lines.ts';

export type PypiFiles = Pick<InstalledPackage, 'files' | 'directories'>;

const slash = 0x2f;
const comma = 0x2c;
const quote = 0x22;

/** What came with a package: what its record says, otherwise the modules that it names. */
export function installedFiles(image: ImageView, lookup: PathLookup, metadata: Node): PypiFiles {
  const { tree } = image;
  const information = tree.parent(metadata) ?? rootNode;
  // Debian's packages have a file where others have the directory.
  if (!isInformation(tree.name(information))) return { files: [metadata], directories: [] };
  const site = tree.parent(information) ?? rootNode;
  if (tree.name(information) === 'EGG-INFO') return { files: [], directories: [site] };
  const record = contentOf(image, information, 'RECORD');
  if (record !== null) return { files: listed(tree, lookup, record, site, recordPath), directories: [information] };
  const installed = contentOf(image, information, 'installed-files.txt');
  if (installed !== null) return { files: listed(tree, lookup, installed, information, plainPath), directories: [information] };
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

type PathOf = (bytes: Uint8Array, start: number, end: number) => Uint8Array;

/** @param base what the paths are relative to */
function listed(tree: ImageTree, lookup: PathLookup, bytes: Uint8Array, base: Node, pathOf: PathOf): readonly Node[] {
  const files: Node[] = [];
  for (const [start, end] of lines(bytes)) {
    const path = pathOf(bytes, start, end);
    const node = lookup.find(path, 0, path.length, path[0] === slash ? rootNode : base);
    if (node !== noNode && !tree.isDirectory(node)) files.push(node);
  }
  return files;
}

/** The first of three columns of CSV, in quotes where it holds a comma or quotes itself. */
function recordPath(bytes: Uint8Array, start: number, end: number): Uint8Array {
  if (bytes[start] === quote) return quotedPath(bytes, start + 1, end);
  const stop = bytes.indexOf(comma, start);
  return bytes.subarray(start, stop === -1 || stop > end ? end : stop);
}

/** Two quotes stand for one. */
function quotedPath(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const path: number[] = [];
  for (let at = start; at < end; at++) {
    if (bytes[at] === quote && bytes[++at] !== quote) break;
    path.push(bytes[at]!);
  }
  return Uint8Array.from(path);
}

function plainPath(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return bytes.subarray(start, bytes[end - 1] === 0x0d ? end - 1 : end);
}

function namedModules(tree: ImageTree, site: Node, information: Node, modules: readonly string[]): PypiFiles {
  const packages = modules.flatMap((module) => tree.child(site, module) ?? []);
  const files = modules.flatMap((module) => tree.child(site, `${module}.py`) ?? []);
  return { files, directories: [information, ...packages.filter((node) => tree.isDirectory(node))] };
}
