import { posix } from 'node:path';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';
import { partOf } from '../keep-package.ts';
import { type Distribution, readDistributions } from './distributions.ts';
import type { ModuleGraph, ReachedModule } from './module-graph.ts';
import type { PythonImports } from './scan-imports.ts';
import { isTestDirectory } from './test-directory.ts';

/** Nothing looks for these at run time: stubs, static libraries, headers, sources of extensions. */
const developmentFile = /\.(?:pyi|pxd|pyx|a|h|hpp|hh|c|cc|cpp|f90|po|pot)$/;

/** An environment with more than this is told of only in part. */
const maxTold = 200;

/** Keeps each distribution of which a module is reached, with its metadata, what it requires, and the plugins that it looks for. */
export class SiteKeeper {
  readonly #sites: readonly string[];
  readonly #disk: ImageDisk;
  readonly #graph: ModuleGraph;
  readonly #draft: Draft;
  #distributions: readonly Distribution[] | null = null;
  readonly #keptEntries = new Set<string>();
  readonly #kept = new Set<Distribution>();
  readonly #seen = new Set<string>();
  readonly #scanned = new Set<string>();
  #computed = 0;

  constructor(sites: readonly string[], disk: ImageDisk, graph: ModuleGraph, draft: Draft) {
    this.#sites = sites;
    this.#disk = disk;
    this.#graph = graph;
    this.#draft = draft;
  }

  async #read(): Promise<readonly Distribution[]> {
    this.#distributions ??= (await Promise.all(this.#sites.map((site) => readDistributions(site, this.#disk)))).flat();
    return this.#distributions;
  }

  /** Looks at what the last wave reached. */
  async onWave(): Promise<void> {
    await this.#read();
    for (const [path, file] of this.#graph.reached) {
      if (this.#seen.has(path)) continue;
      this.#seen.add(path);
      if (this.#sites.includes(file.root)) this.#reach(file);
    }
    for (const { file } of this.#graph.computed.slice(this.#computed))
      if (this.#sites.includes(file.root)) this.#scanAll(this.#entryOf(file), file);
    this.#computed = this.#graph.computed.length;
  }

  /**
   * A `.pth` file, and what the code in it imports: of that only the modules themselves, as it runs at every start, whether the
   * program has a use for the package or not.
   */
  async reachPathFile(path: string, code: PythonImports): Promise<void> {
    const options = { part: partOf(this.#disk.scene, this.#disk.node(path)) };
    this.#draft.keep(path, 'module path of', options);
    const owners = (await this.#read()).filter(({ site, entries }) => site === posix.dirname(path) && entries.has(posix.basename(path)));
    for (const { information } of owners) this.#draft.keepTree(information, 'metadata of', { ...options, from: path });
    for (const { module } of code.imports) {
      const entry = posix.join(posix.dirname(path), module.split('.')[0]!);
      if (this.#disk.isDirectory(entry)) this.#keepEntry(entry, path);
    }
  }

  /** A script that a distribution brought may find what it runs by the distribution's metadata. */
  async reachScript(name: string, path: string): Promise<void> {
    for (const found of await this.#read()) {
      const module = found.scripts.get(name);
      if (module === undefined) continue;
      this.#keep(found, path);
      this.#graph.addModule(module);
    }
  }

  /** Who looks for plugins looks at them all. */
  async tellLeftOut(): Promise<void> {
    for (const found of (await this.#read()).slice(0, maxTold)) {
      if (this.#kept.has(found)) continue;
      const text = `the metadata of ${found.name} is left out with it, as nothing that was seen imports it: who lists what is installed will not find it`;
      this.#draft.warn('python-metadata-left-out', text, found.information);
    }
  }

  #entryOf({ path, root }: ReachedModule): string {
    return posix.join(root, posix.relative(root, path).split('/')[0]!);
  }

  #reach(file: ReachedModule): void {
    const entry = this.#entryOf(file);
    if (this.#keptEntries.has(entry)) return;
    const name = posix.basename(entry);
    const owners = (this.#distributions ?? []).filter(({ site, entries }) => site === file.root && entries.has(name));
    for (const owner of owners) this.#keep(owner, file.from);
    this.#keepEntry(entry, file.from);
  }

  #keep(found: Distribution, from: string | null): void {
    if (this.#kept.has(found)) return;
    this.#kept.add(found);
    const part = partOf(this.#disk.scene, this.#disk.node(found.information));
    const source = from === null ? {} : { from };
    this.#draft.keepTree(found.information, 'metadata of a package imported by', { part, ...source });
    // A namespace such as `google` has many owners, so that of a shared directory all is kept.
    // But pkg_resources is used without the build tools that it comes with.
    if (found.name !== 'setuptools')
      for (const entry of found.entries) if (this.#disk.has(found.site, entry)) this.#keepEntry(posix.join(found.site, entry), from);
    this.#keepRelated(found);
  }

  #keepRelated(found: Distribution): void {
    const tops = [...found.entries].map((entry) => entry.split('.')[0]!);
    for (const other of this.#distributions ?? []) {
      if (found.requires.includes(other.name)) this.#reachDistribution(other, found.information);
      const isPlugin = other.pluginGroups.some((group) => tops.includes(group.split('.')[0]!) || group.split('.')[0] === found.name);
      if (isPlugin && other !== found) this.#reachDistribution(other, found.information);
    }
  }

  #reachDistribution(found: Distribution, from: string): void {
    this.#keep(found, from);
    this.#graph.addNames(found.pluginModules, null);
    for (const entry of found.entries) this.#graph.addModule(entry.replace(/\..*$/, ''));
  }

  #keepEntry(entry: string, from: string | null): void {
    if (this.#keptEntries.has(entry)) return;
    this.#keptEntries.add(entry);
    const options = { part: partOf(this.#disk.scene, this.#disk.node(entry)), ...(from === null ? {} : { from }) };
    if (!this.#disk.isDirectory(entry)) {
      this.#draft.keep(entry, 'imported by', options);
      return;
    }
    this.#draft.keep(entry, 'imported by', options);
    for (const path of this.#disk.below(entry, (path) => !isTestDirectory(path, this.#disk))) {
      if (!developmentFile.test(path)) this.#draft.keep(path, 'of a package imported by', options);
    }
  }

  /** A package that imports what only running tells may import any of its own modules. */
  #scanAll(entry: string, file: ReachedModule): void {
    if (this.#scanned.has(entry) || !this.#disk.isDirectory(entry)) return;
    this.#scanned.add(entry);
    for (const path of this.#disk.below(entry, (path) => !isTestDirectory(path, this.#disk))) {
      if (!/\.(?:py|so)$/.test(path)) continue;
      const module = posix
        .relative(file.root, path)
        .replace(/(?:\/__init__)?\.[^/]*$/, '')
        .replaceAll('/', '.');
      const isPackage = posix.basename(path) === '__init__.py';
      this.#graph.addFile({ name: module, path, root: file.root, isPackage, isExtension: path.endsWith('.so') }, file.path);
    }
  }
}
