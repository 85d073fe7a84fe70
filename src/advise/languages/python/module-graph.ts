import { textOf } from '../../scan-files.ts';
import type { ImageDisk } from '../image-disk.ts';
import { namesInBinary } from '../names-in-binary.ts';
import { type SystemNames, systemNames } from '../system-names.ts';
import type { FoundModule, ModuleFile, ModuleFinder } from './module-finder.ts';
import { type PythonImport, type PythonImports, scanImports } from './scan-imports.ts';

/** Longer extension modules are not looked through for the names of modules. */
const maxExtensionBytes = 67_108_864;

export type ReachedModule = ModuleFile & {
  /** Path of the file that imports it; null for what was asked for. */
  readonly from: string | null;
  readonly line: number | null;
};

export type ComputedImport = { readonly file: ReachedModule; readonly line: number };

export type GraphPolicy = {
  /**
   * Which of a file's words may be names of modules. Settings of an application name any; a package that imports by name mostly
   * has the names in full; the standard library knows none but its own.
   */
  readonly readsNames: (file: ModuleFile) => 'all' | 'dotted' | 'library';
  readonly isOfLibrary: (file: ModuleFile) => boolean;
  /** Whether that import is left out. */
  readonly isSkipped: (target: ModuleFile, importer: ModuleFile | null, isOuter: boolean) => boolean;
};

type ScannedSource = { readonly imports: PythonImports; readonly names: SystemNames | null };

function scanSource(bytes: Uint8Array): ScannedSource {
  const text = textOf(bytes);
  return { imports: scanImports(text), names: systemNames(text, 'python') };
}

const moduleName = /^[A-Za-z_][\w.]*(?::[\w.]+)?$/;

function moduleNames(bytes: Uint8Array): readonly string[] {
  return [...namesInBinary(bytes)].filter((name) => moduleName.test(name));
}

/** The modules that are reached from some, by the imports in their source. */
export class ModuleGraph {
  readonly reached = new Map<string, ReachedModule>();
  readonly computed: ComputedImport[] = [];
  /** Files that are too long to be looked through. */
  readonly unread: string[] = [];
  readonly systemNames: { readonly file: ReachedModule; readonly names: SystemNames }[] = [];
  readonly #finder: ModuleFinder;
  readonly #disk: ImageDisk;
  readonly #policy: GraphPolicy;
  #open: ReachedModule[] = [];

  constructor(finder: ModuleFinder, disk: ImageDisk, policy: GraphPolicy) {
    this.#finder = finder;
    this.#disk = disk;
    this.#policy = policy;
  }

  /** @returns whether the module is there */
  addModule(name: string, importer: ReachedModule | null = null, line: number | null = null, isOuter = true): boolean {
    const found = this.#finder.find(name);
    this.#addFound(found, importer, line, isOuter);
    // Python 3.12 has none of its own: setuptools brings one.
    if (!found.isWhole && name.split('.')[0] === 'distutils') this.#addFound(this.#finder.find('setuptools._distutils'), importer, line);
    const bundled = /\.(?:extern|_vendor|vendor)\.(.+)$/.exec(name)?.[1];
    // Where a distribution took them out of the package again, a hook finds them at the top.
    if (!found.isWhole && bundled !== undefined) this.#addFound(this.#finder.find(bundled), importer, line, isOuter);
    return found.isWhole;
  }

  addFile(file: ModuleFile, from: string | null = null, line: number | null = null): void {
    if (this.reached.has(file.path)) return;
    const reached = { ...file, from, line };
    this.reached.set(file.path, reached);
    this.#open.push(reached);
  }

  /** Follows imports until nothing new is reached. @param onWave may add more */
  async follow(onWave: () => Promise<void>): Promise<void> {
    while (this.#open.length > 0) {
      const wave = this.#open;
      this.#open = [];
      const sources = wave.filter(({ path }) => !path.endsWith('.so') && !path.endsWith('.pyc'));
      for (const part of this.#disk.batches(sources)) await this.#scanSources(part);
      await this.#scanExtensions(wave.filter(({ isExtension }) => isExtension));
      await onWave();
    }
  }

  async #scanSources(files: readonly ReachedModule[]): Promise<void> {
    const scans = await this.#disk.scans(
      'python',
      files.map(({ path }) => path),
      scanSource,
    );
    for (const file of files) {
      const found = scans.get(file.path);
      if (found === undefined) this.unread.push(file.path);
      else {
        this.addImports(found.imports, file);
        if (found.names !== null) this.systemNames.push({ file, names: found.names });
      }
    }
  }

  async #scanExtensions(files: readonly ReachedModule[]): Promise<void> {
    // One after the other, as they may be long.
    for (const file of files) {
      const names = (await this.#disk.scans('python extension', [file.path], moduleNames, maxExtensionBytes)).get(file.path);
      if (names === undefined) this.unread.push(file.path);
      else this.addNames(names, file);
    }
  }

  addImports({ imports, computedLines, strings }: PythonImports, file: ReachedModule): void {
    for (const found of imports) this.#addImport(found, file);
    for (const line of computedLines) this.computed.push({ file, line });
    const isStarred = imports.some(({ names }) => names.includes('*'));
    if (computedLines.length > 0 || this.#policy.readsNames(file) === 'all') this.addNames(strings, file);
    if (file.isPackage || isStarred) for (const name of strings) if (/^\w+$/.test(name)) this.#addSubmodule(file, name);
  }

  /** Words that are modules if there is one of that name. */
  addNames(names: Iterable<string>, importer: ReachedModule | null): void {
    const reads = importer === null ? 'all' : this.#policy.readsNames(importer);
    for (const name of names) {
      if (!moduleName.test(name)) continue;
      const { files } = this.#finder.find(name.split(':')[0]!);
      const last = files.at(-1);
      if (last === undefined || (reads !== 'all' && !name.includes('.') && !this.#policy.isOfLibrary(last))) continue;
      if (reads !== 'library' || this.#policy.isOfLibrary(last)) this.#addFound({ files, isWhole: true }, importer, null);
    }
  }

  #addImport({ module, names, level, line, isOuter }: PythonImport, file: ReachedModule): void {
    const base = level === 0 ? module : relativeName(file, module, level);
    if (base === null) return;
    if (base !== '') this.addModule(base, file, line, isOuter);
    for (const name of names) {
      if (name === '*') continue;
      const found = this.#finder.find(base === '' ? name : `${base}.${name}`);
      if (found.isWhole) this.#addFound(found, file, line, isOuter);
      else if (/\.(?:extern|_vendor|vendor)$/.test(base)) this.#addFound(this.#finder.find(name), file, line, isOuter);
    }
  }

  /** What `__all__` of a package names may be modules in it. */
  #addSubmodule(file: ReachedModule, name: string): void {
    const found = this.#finder.find(`${file.name}.${name}`);
    if (file.isPackage && found.isWhole) this.#addFound(found, file, null);
  }

  #addFound({ files }: FoundModule, importer: ReachedModule | null, line: number | null, isOuter = true): void {
    for (const file of files) if (!this.#policy.isSkipped(file, importer, isOuter)) this.addFile(file, importer?.path ?? null, line);
  }
}

/** `..a` in `p.q.r`; null where it leads out of all packages. */
function relativeName({ name, isPackage }: ModuleFile, module: string, level: number): string | null {
  const parts = name.split('.');
  const kept = parts.length - level + (isPackage ? 1 : 0);
  if (kept <= 0) return null;
  return [...parts.slice(0, kept), ...(module === '' ? [] : [module])].join('.');
}
