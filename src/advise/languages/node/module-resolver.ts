import { posix } from 'node:path';
import type { ImageDisk } from '../image-disk.ts';
import { builtinModules } from './builtin-modules.ts';
import { exportsTargets } from './exports-targets.ts';
import { type PackageJson, parsePackageJson } from './package-json.ts';

export type Resolution =
  /** Paths as Node finds them, symlinks not followed: more than one where it depends on how it is loaded. */
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly manifest: string | null }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'missing' };

const suffixes = ['', '.js', '.json', '.node', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '.jsx'];
const missing: Resolution = { kind: 'missing' };
const maxManifestBytes = 4_194_304;

/** Finds what a specifier leads to, for `require` and `import` alike. https://nodejs.org/api/modules.html#all-together */
export class ModuleResolver {
  readonly #disk: ImageDisk;
  readonly #globals: readonly string[];
  readonly #conditions: ReadonlySet<string>;
  readonly #manifests = new Map<string, PackageJson | null>();

  /** @param globals directories of packages beside every `node_modules`: NODE_PATH */
  constructor(disk: ImageDisk, globals: readonly string[], conditions: ReadonlySet<string>) {
    this.#disk = disk;
    this.#globals = globals;
    this.#conditions = conditions;
  }

  async manifest(directory: string): Promise<PackageJson | null> {
    const path = posix.join(directory, 'package.json');
    const known = this.#manifests.get(path);
    if (known !== undefined) return known;
    const text = this.#disk.isFile(path) ? await this.#disk.text(path, maxManifestBytes) : null;
    const manifest = text === null ? null : parsePackageJson(text);
    this.#manifests.set(path, manifest);
    return manifest;
  }

  /** Reads many manifests in one batch. */
  async prefetch(directories: readonly string[]): Promise<void> {
    const paths = [...new Set(directories)]
      .map((directory) => posix.join(directory, 'package.json'))
      .filter((path) => !this.#manifests.has(path));
    const texts = await this.#disk.texts(paths, maxManifestBytes);
    for (const path of paths) {
      const text = texts.get(path);
      this.#manifests.set(path, text === undefined ? null : parsePackageJson(text));
    }
  }

  /** Directories whose manifest a lookup may ask for. */
  candidates(specifier: string, importer: string): readonly string[] {
    if (/^\.{0,2}(?:\/|$)/.test(specifier))
      return [posix.resolve(posix.dirname(importer), specifier)].filter((path) => this.#disk.isDirectory(path));
    if (/^(?:node:|file:|#)/.test(specifier) || builtinModules.has(specifier)) return [];
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    return this.packageDirectories(name, importer).filter((path) => this.#disk.isDirectory(path));
  }

  /** The nearest directory up from a file that has a `package.json`, null where none has. */
  packageDirectory(path: string): string | null {
    for (let directory = posix.dirname(path); ; directory = posix.dirname(directory)) {
      if (this.#disk.isFile(posix.join(directory, 'package.json'))) return directory;
      if (directory === '/' || posix.basename(directory) === 'node_modules') return null;
    }
  }

  async resolve(specifier: string, importer: string): Promise<Resolution> {
    if (specifier.startsWith('node:') || builtinModules.has(specifier)) return { kind: 'builtin' };
    const bare = specifier.startsWith('file://') ? specifier.slice(7) : specifier;
    if (/^\.{0,2}\//.test(bare) || bare === '.' || bare === '..')
      return this.file(posix.resolve(posix.dirname(importer), bare.replace(/[?#].*$/, '')));
    if (bare.startsWith('#')) return this.#mapped(this.packageDirectory(importer), bare, 'imports');
    return this.#package(bare, importer);
  }

  /** A path that is a file, or one but for its ending, or a directory with a start. */
  async file(path: string): Promise<Resolution> {
    const found = suffixes.map((suffix) => path + suffix).find((candidate) => this.#disk.isFile(candidate));
    if (found !== undefined) return { kind: 'files', paths: [found], manifest: null };
    // TypeScript is written with the names that it will have.
    const source = /^(.*)\.([mc]?)js$/.exec(path);
    const typed =
      source === null ? [] : [`${source[1]}.${source[2]}ts`, `${source[1]}.tsx`].filter((candidate) => this.#disk.isFile(candidate));
    if (typed[0] !== undefined) return { kind: 'files', paths: [typed[0]], manifest: null };
    return this.#disk.isDirectory(path) ? this.#directory(path) : missing;
  }

  async #directory(path: string): Promise<Resolution> {
    const manifest = await this.manifest(path);
    const start = manifest?.main ?? null;
    const candidates = [
      ...(start === null ? [] : suffixes.map((suffix) => posix.join(path, start) + suffix)),
      ...(start === null ? [] : indexes(posix.join(path, start))),
      ...indexes(path),
    ];
    const found = candidates.find((candidate) => this.#disk.isFile(candidate));
    const own = manifest === null ? null : posix.join(path, 'package.json');
    return found === undefined ? missing : { kind: 'files', paths: [found], manifest: own };
  }

  async #package(specifier: string, importer: string): Promise<Resolution> {
    const parts = specifier.split('/');
    const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
    const subpath = ['.', ...parts.slice(specifier.startsWith('@') ? 2 : 1)].join('/');
    for (const directory of this.packageDirectories(name, importer)) {
      const found = await this.#inPackage(directory, subpath);
      if (found.kind !== 'missing') return found;
    }
    const own = this.packageDirectory(importer);
    return own !== null && (await this.manifest(own))?.name === name ? this.#inPackage(own, subpath) : missing;
  }

  /** Where a package of that name would be found, the nearest first. */
  packageDirectories(name: string, importer: string): readonly string[] {
    const found: string[] = [];
    for (let directory = posix.dirname(importer); ; directory = posix.dirname(directory)) {
      if (posix.basename(directory) !== 'node_modules') found.push(posix.join(directory, 'node_modules', name));
      if (directory === '/') break;
    }
    found.push(...this.#globals.map((directory) => posix.join(directory, name)));
    return found.filter(
      (directory) => this.#disk.isDirectory(directory) || suffixes.some((suffix) => suffix !== '' && this.#disk.isFile(directory + suffix)),
    );
  }

  async #inPackage(directory: string, subpath: string): Promise<Resolution> {
    const manifest = await this.manifest(directory);
    if (manifest?.exports !== undefined && manifest.exports !== null) {
      const mapped = await this.#mapped(directory, subpath, 'exports');
      if (mapped.kind !== 'missing') return mapped;
    }
    const found = subpath === '.' ? await this.file(directory) : await this.file(posix.join(directory, subpath));
    if (found.kind !== 'files') return found;
    return { ...found, manifest: manifest === null ? found.manifest : posix.join(directory, 'package.json') };
  }

  async #mapped(directory: string | null, subpath: string, field: 'exports' | 'imports'): Promise<Resolution> {
    const manifest = directory === null ? null : await this.manifest(directory);
    if (directory === null || manifest === null) return missing;
    const targets = exportsTargets(manifest[field], subpath, this.#conditions) ?? [];
    const paths: string[] = [];
    for (const target of targets) {
      const found = target.startsWith('./')
        ? await this.file(posix.join(directory, target))
        : field === 'imports' && !target.startsWith('#')
          ? await this.resolve(target, posix.join(directory, 'x'))
          : missing;
      if (found.kind === 'builtin') return found;
      if (found.kind === 'files') paths.push(...found.paths);
    }
    return paths.length === 0 ? missing : { kind: 'files', paths, manifest: posix.join(directory, 'package.json') };
  }
}

function indexes(directory: string): readonly string[] {
  return suffixes.filter((suffix) => suffix !== '').map((suffix) => posix.join(directory, `index${suffix}`));
}
