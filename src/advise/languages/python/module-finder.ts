import { posix } from 'node:path';
import type { ImageDisk } from '../image-disk.ts';

export type FoundModule = {
  /** Files that an import of it executes, those of its parents first. */
  readonly files: readonly ModuleFile[];
  /** false where only its parents are there. */
  readonly isWhole: boolean;
};

export type ModuleFile = {
  /** Dotted. */
  readonly name: string;
  readonly path: string;
  /** Of the search path, where its top-level package was found. */
  readonly root: string;
  readonly isPackage: boolean;
  readonly isExtension: boolean;
};

type Step = { readonly file: ModuleFile | null; readonly directories: readonly string[] };

/** Finds modules along a search path, as `importlib.machinery.PathFinder` does. */
export class ModuleFinder {
  readonly paths: string[];
  readonly #disk: ImageDisk;
  readonly #version: string;
  readonly #known = new Map<string, FoundModule>();
  readonly #steps = new Map<string, Step | null>();
  /** By the names of a directory. */
  readonly #stems = new Map<ReadonlySet<string>, ReadonlySet<string>>();
  readonly #objects = new Map<ReadonlySet<string>, readonly string[]>();

  constructor(disk: ImageDisk, paths: readonly string[], version: string) {
    this.#disk = disk;
    this.paths = [...paths];
    this.#version = version;
  }

  addPath(path: string): void {
    if (this.paths.includes(path)) return;
    this.paths.push(path);
    this.#known.clear();
    this.#steps.clear();
  }

  find(name: string): FoundModule {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const found = this.#search(name);
    this.#known.set(name, found);
    return found;
  }

  #search(name: string): FoundModule {
    const files: ModuleFile[] = [];
    let directories: readonly string[] = this.paths;
    let roots: readonly string[] | null = null;
    let prefix = '';
    for (const part of name.split('.')) {
      prefix = prefix === '' ? part : `${prefix}.${part}`;
      const step = this.#knownStep(part, prefix, directories, roots);
      if (step === null) return { files, isWhole: false };
      if (step.file !== null) files.push(step.file);
      roots ??= step.file === null ? null : [step.file.root];
      directories = step.directories;
    }
    return { files, isWhole: true };
  }

  /** Where a prefix leads follows from the search path alone. */
  #knownStep(part: string, name: string, directories: readonly string[], roots: readonly string[] | null): Step | null {
    const known = this.#steps.get(name);
    if (known !== undefined) return known;
    const step = this.#step(part, name, directories, roots);
    this.#steps.set(name, step);
    return step;
  }

  #step(part: string, name: string, directories: readonly string[], roots: readonly string[] | null): Step | null {
    if (part === '') return null;
    const namespaces: string[] = [];
    for (const [at, directory] of directories.entries()) {
      if (!this.#stemsIn(directory).has(part)) continue;
      const root = roots?.[0] ?? this.#rootOf(directory);
      const file = this.#fileIn(directory, part, name, root);
      if (file !== null)
        return { file, directories: file.isPackage ? [directory, ...directories.slice(at + 1)].map((path) => posix.join(path, part)) : [] };
      if (this.#disk.has(directory, part) && this.#disk.isDirectory(posix.join(directory, part)))
        namespaces.push(posix.join(directory, part));
    }
    return namespaces.length === 0 ? null : { file: null, directories: namespaces };
  }

  #rootOf(directory: string): string {
    return this.paths.findLast((path) => directory === path || directory.startsWith(`${path}/`)) ?? directory;
  }

  #fileIn(directory: string, part: string, name: string, root: string): ModuleFile | null {
    const names = this.#disk.names(directory);
    const file = (path: string, isPackage: boolean): ModuleFile => ({ name, path, root, isPackage, isExtension: path.endsWith('.so') });
    if (names.has(part)) {
      const own = posix.join(directory, part);
      const start = this.#moduleName(this.#disk.names(own), '__init__');
      if (start !== null) return file(posix.join(own, start), true);
    }
    const found = this.#moduleName(names, part);
    return found === null ? null : file(posix.join(directory, found), false);
  }

  /** Of one name an extension comes first, then source, then bytecode without source. */
  #moduleName(names: ReadonlySet<string>, part: string): string | null {
    const extensions = [`.abi3.so`, '.so'].map((suffix) => `${part}${suffix}`).filter((name) => names.has(name));
    const tagged = this.#tagged(names, part);
    return tagged ?? extensions[0] ?? [`${part}.py`, `${part}.pyc`].find((name) => names.has(name)) ?? null;
  }

  #tagged(names: ReadonlySet<string>, part: string): string | null {
    const tag = `${part}.cpython-${this.#version.replace('.', '')}`;
    const pypy = `${part}.pypy`;
    return this.#objectsIn(names).find((name) => name.startsWith(tag) || name.startsWith(pypy)) ?? null;
  }

  /** What comes before the first full stop: most lookups are of what is not there. */
  #stemsIn(directory: string): ReadonlySet<string> {
    const names = this.#disk.names(directory);
    const known = this.#stems.get(names);
    if (known !== undefined) return known;
    const stems = new Set([...names].map((name) => name.split('.', 1)[0]!));
    this.#stems.set(names, stems);
    return stems;
  }

  /** Few directories have any, and each is asked for many modules. */
  #objectsIn(names: ReadonlySet<string>): readonly string[] {
    const known = this.#objects.get(names);
    if (known !== undefined) return known;
    const objects = [...names].filter((name) => name.endsWith('.so'));
    this.#objects.set(names, objects);
    return objects;
  }
}
