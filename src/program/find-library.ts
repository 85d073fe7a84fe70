import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { ElfFacts } from '../model/facts.ts';
import { defaultDirectories, expandTokens, hardwareDirectories } from './library-directories.ts';
import type { LoaderCache } from './loader-cache.ts';

/** A program or library in a process. */
export type LoadedObject = {
  /** As the loader opened it. */
  readonly path: string;
  readonly node: Node;
  readonly elf: ElfFacts;
  /** What asked for it; null for the program. */
  readonly loadedBy: LoadedObject | null;
};

/** How an image tells its loader where to look. */
export type LoaderSettings = {
  /** `/etc/ld.so.cache`; null where there is none. */
  readonly cache: LoaderCache | null;
  /** Directories of `/etc/ld.so.conf` and what it includes. */
  readonly configured: readonly string[];
  /** Of `/etc/ld-musl-ARCH.path`; null where there is none. */
  readonly musl: readonly string[] | null;
};

export type LibrarySearch = {
  readonly tree: ImageTree;
  readonly elfAt: (node: Node) => ElfFacts | null;
  readonly settings: LoaderSettings;
  /** LD_LIBRARY_PATH, split. */
  readonly libraryPath: readonly string[];
  readonly isMusl: boolean;
};

/** What the loader would map for a name. */
export type FoundLibrary = {
  readonly path: string;
  readonly node: Node;
  readonly elf: ElfFacts;
  /** Of the same name for better processors, which it takes in its place where it runs on one. */
  readonly variants: readonly string[];
};

const muslDirectories = ['/lib', '/usr/local/lib', '/usr/lib'];

/**
 * A library that an object needs, where the loader of glibc or musl would find it. Of another machine or class it is passed over,
 * as the loader does. https://man7.org/linux/man-pages/man8/ld.so.8.html https://wiki.musl-libc.org/functional-differences-from-glibc
 */
export function findLibrary(name: string, by: LoadedObject, search: LibrarySearch): FoundLibrary | null {
  if (name === '') return null;
  if (name.includes('/')) return firstOf(expandTokens(name, by.elf, originsOf(by, search)), [], by, search);
  const before = search.isMusl ? [...search.libraryPath, ...inheritedPaths(by, search)] : glibcPaths(by, search);
  const named = inDirectories(before, name, by, search);
  if (named !== null) return named;
  if (search.isMusl) return inDirectories(search.settings.musl ?? muslDirectories, name, by, search);
  const cached = firstOf(search.settings.cache?.get(name) ?? [], [], by, search);
  const usual = [...defaultDirectories(by.elf), ...search.settings.configured];
  return cached === null ? inDirectories(usual, name, by, search) : withVariants(cached, name, by, search);
}

/** RPATH counts only without RUNPATH and is inherited; RUNPATH is for what the object itself needs. */
function glibcPaths(by: LoadedObject, search: LibrarySearch): readonly string[] {
  const inherited: string[] = [];
  if (by.elf.runpath === null) {
    for (let at: LoadedObject | null = by; at !== null; at = at.loadedBy) {
      if (at.elf.runpath === null && at.elf.rpath !== null) inherited.push(...directoriesOf(at.elf.rpath, at, search));
    }
  }
  const own = by.elf.runpath === null ? [] : directoriesOf(by.elf.runpath, by, search);
  return [...inherited, ...search.libraryPath, ...own];
}

/** musl takes either for both, and inherits them. */
function inheritedPaths(by: LoadedObject, search: LibrarySearch): readonly string[] {
  const paths: string[] = [];
  for (let at: LoadedObject | null = by; at !== null; at = at.loadedBy) {
    const own = at.elf.runpath ?? at.elf.rpath;
    if (own !== null) paths.push(...directoriesOf(own, at, search));
  }
  return paths;
}

function directoriesOf(path: string, object: LoadedObject, search: LibrarySearch): readonly string[] {
  const origins = originsOf(object, search);
  return path.split(':').flatMap((directory) => (directory === '' ? [] : expandTokens(directory, object.elf, origins)));
}

/** Where it was opened, and where it really lies: loaders differ in which they mean. */
function originsOf({ path, node }: LoadedObject, { tree }: LibrarySearch): readonly string[] {
  return [...new Set([path, tree.path(node)].map(directoryOf))];
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

function inDirectories(directories: readonly string[], name: string, by: LoadedObject, search: LibrarySearch): FoundLibrary | null {
  for (const directory of directories) {
    const variants = search.isMusl ? [] : hardwareDirectories.map((below) => `${directory}/${below}/${name}`);
    const found = firstOf([`${directory}/${name}`], variants, by, search);
    if (found !== null) return found;
  }
  return null;
}

function withVariants(found: FoundLibrary, name: string, by: LoadedObject, search: LibrarySearch): FoundLibrary {
  const others = (search.settings.cache?.get(name) ?? []).filter((path) => path !== found.path);
  const beside = hardwareDirectories.map((below) => `${directoryOf(found.path)}/${below}/${name}`);
  return { ...found, variants: fitting([...others, ...beside], by, search) };
}

function firstOf(paths: readonly string[], variants: readonly string[], by: LoadedObject, search: LibrarySearch): FoundLibrary | null {
  const better = fitting(variants, by, search);
  const [path] = fitting(paths, by, search);
  const taken = path ?? better[0];
  if (taken === undefined) return null;
  const node = resolvePath(search.tree, taken)!;
  return { path: taken, node, elf: search.elfAt(node)!, variants: better.filter((one) => one !== taken) };
}

function fitting(paths: readonly string[], by: LoadedObject, { tree, elfAt }: LibrarySearch): readonly string[] {
  return paths.filter((path) => {
    const node = path.startsWith('/') ? resolvePath(tree, path) : null;
    const elf = node === null ? null : elfAt(node);
    return elf !== null && isSameMachine(elf, by.elf);
  });
}

export function isSameMachine(a: ElfFacts, b: ElfFacts): boolean {
  return a.machine === b.machine && a.class === b.class && a.endian === b.endian;
}
