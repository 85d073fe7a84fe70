import { posix } from 'node:path';
import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { ImageView } from './image-view.ts';
import { isFile } from './node-columns.ts';

/** Where loaders look for libraries, besides what the file itself says and the directories named in /etc/ld.so.conf.d of distributions. */
const libraryDirectories = ['/lib64', '/usr/lib64', '/lib', '/usr/lib', '/usr/local/lib', '/usr/local/lib64'];
const multiarch = /^(?:aarch64|arm|i386|powerpc64le|riscv64|s390x|x86_64)-linux-(?:gnu|musl)\w{0,8}$/;
/** Nothing that runs loads as many. */
const maxClosureFiles = 4_096;
/** Of paths that were not asked for before: each file may name thousands of libraries and dozens of directories. */
const maxLookUps = 500_000;

/**
 * The files that compiled programs are loaded from: they themselves, their interpreter, and the libraries that they and those need, links
 * followed. What they open while they run is not known. A library that is found in several directories counts in each, so that rather too
 * much is kept than too little. null for more than anything loads.
 */
export function staticClosure(image: ImageView, programs: readonly Node[]): ReadonlySet<Node> | null {
  const { tree } = image;
  const directories = searchedDirectories(tree);
  const found = new Set<Node>();
  const open = [...programs];
  const asked = new Set<string>();
  const visit = (path: string): void => {
    if (asked.has(path) || asked.size >= maxLookUps) return;
    asked.add(path);
    const node = resolvePath(tree, path);
    if (node !== null && isFile(tree, node) && !found.has(node)) open.push(node);
  };
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (found.has(node)) continue;
    if (found.size >= maxClosureFiles || asked.size >= maxLookUps) return null;
    found.add(node);
    const elf = image.elf(node);
    if (elf === null) continue;
    if (elf.interpreter !== null) visit(elf.interpreter);
    const own = ownDirectories(posix.dirname(tree.path(node)), elf.runpath ?? elf.rpath);
    for (const name of elf.needed)
      for (const directory of [...own, ...directories]) visit(name.includes('/') ? name : `${directory}/${name}`);
  }
  return asked.size >= maxLookUps ? null : found;
}

function searchedDirectories(tree: ImageTree): readonly string[] {
  const multiarchDirectories = ['/lib', '/usr/lib'].flatMap((path) => {
    const node = resolvePath(tree, path);
    const names = node === null || !tree.isDirectory(node) ? [] : tree.children(node).map((child) => tree.name(child));
    return names.filter((name) => multiarch.test(name)).map((name) => `${path}/${name}`);
  });
  return [...libraryDirectories, ...multiarchDirectories];
}

function ownDirectories(origin: string, runpath: string | null): readonly string[] {
  const entries = (runpath ?? '').split(':', 32).filter((entry) => entry !== '');
  return entries.map((entry) => entry.replace(/\$(?:ORIGIN|\{ORIGIN\})/g, origin));
}
