import { posix } from 'node:path';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';
import { partOf } from '../keep-package.ts';
import type { ModuleResolver } from './module-resolver.ts';
import type { NodeGraph, ReachedFile } from './node-graph.ts';
import { isForeign, isPlatformOf } from './package-platform.ts';
import type { ScriptImports } from './scan-script.ts';

/** Never read by a package that runs. */
const developmentFile =
  /(?:\.(?:map|d\.[cm]?ts|md|markdown|flow|c|cc|cpp|h|hpp|o|a|gyp|gypi|tsbuildinfo|coffee)|\/(?:\.[^/]*|Makefile|[Cc][Hh][Aa][Nn][Gg][Ee][Ll][Oo][Gg][^/]*))$/;
const developmentDirectory =
  /^(?:node_modules|test|tests|__tests__|example|examples|benchmark|benchmarks|coverage|obj\.target|\.deps|\.github)$/;
/** Packages that look for a compiled addon beside who asks. */
const addonLoaders: ReadonlySet<string> = new Set([
  'bindings',
  'node-gyp-build',
  '@mapbox/node-pre-gyp',
  'node-pre-gyp',
  'node-gyp-build-optional-packages',
  'nbind',
  'pkg-prebuilds',
]);

/** Keeps packages whole of which some script reads what lies beside it, has an addon, or loads what only running tells. */
export class PackageKeeper {
  readonly #resolver: ModuleResolver;
  readonly #disk: ImageDisk;
  readonly #draft: Draft;
  readonly #graph: NodeGraph;
  readonly #whole = new Set<string>();
  readonly #scanned = new Set<string>();

  constructor(resolver: ModuleResolver, disk: ImageDisk, draft: Draft, graph: NodeGraph) {
    this.#resolver = resolver;
    this.#disk = disk;
    this.#draft = draft;
    this.#graph = graph;
  }

  isOfPackage(path: string): boolean {
    return path.includes('/node_modules/') || /^\/usr\/(?:share|lib(?:\/[\w-]+)?)\/nodejs\//.test(path);
  }

  async onScript(file: ReachedFile, found: ScriptImports | null): Promise<void> {
    const directory = this.#packageOf(file.path);
    if (directory === null) return;
    const specifiers = [...(found?.specifiers ?? [])];
    const hasAddon = specifiers.some((name) => addonLoaders.has(name) || name.endsWith('.node'));
    const isComputed = found === null || found.computed.length > 0;
    if (isComputed || found.readsBeside || hasAddon) await this.#keepWhole(directory, file.path);
    if (isComputed) await this.#scanAll(directory, file.path);
    if (found === null)
      this.#draft.warn(
        'node-script-unparsed',
        'This script could not be read as JavaScript, so that its package is kept with all that it asks for',
        file.path,
      );
  }

  /** The package itself, not a directory in it that only says `"type": "module"`. */
  #packageOf(path: string): string | null {
    const at = path.lastIndexOf('/node_modules/');
    if (at < 0) return this.#resolver.packageDirectory(path);
    const [first = '', second = ''] = path.slice(at + '/node_modules/'.length).split('/');
    return posix.join(path.slice(0, at), 'node_modules', first.startsWith('@') ? `${first}/${second}` : first);
  }

  async #keepWhole(directory: string, from: string): Promise<void> {
    if (this.#whole.has(directory)) return;
    this.#whole.add(directory);
    if (!this.#disk.isDirectory(directory)) return;
    const { platform } = this.#disk.scene.view.image.config;
    const options = { from, part: partOf(this.#disk.scene, this.#disk.node(directory)), confidence: 'likely' } as const;
    for (const path of this.#disk.below(directory, (_, name) => !developmentDirectory.test(name) && !isForeign(name, platform))) {
      if (!developmentFile.test(path)) this.#draft.keep(path, 'read beside', options);
    }
  }

  /** It may load any of its own scripts, and any package that it asks for. */
  async #scanAll(directory: string, from: string): Promise<void> {
    if (this.#scanned.has(directory)) return;
    this.#scanned.add(directory);
    for (const path of this.#disk.below(directory, (_, name) => !developmentDirectory.test(name))) {
      if (/\.[cm]?js$/.test(path) && !/(?:\.min\.js|\.test\.js|\.spec\.js)$/.test(path)) this.#graph.addFile(path, from);
    }
    const manifest = await this.#resolver.manifest(directory);
    if (manifest === null) return;
    const names = [...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies];
    await this.#resolver.prefetch(names.flatMap((name) => this.#resolver.candidates(name, posix.join(directory, 'x'))));
    for (const name of names) await this.#addDependency(name, directory);
  }

  async #addDependency(name: string, directory: string): Promise<void> {
    const [found] = this.#resolver.packageDirectories(name, posix.join(directory, 'x'));
    const manifest = found === undefined ? null : await this.#resolver.manifest(found);
    if (found === undefined || manifest === null || !isPlatformOf(manifest, this.#disk)) return;
    const isLoaded = await this.#graph.addSpecifier(name, posix.join(directory, 'x'), posix.join(directory, 'package.json'));
    // A package of nothing but a binary has no start.
    if (!isLoaded || manifest.os.length > 0)
      await this.#keepWhole(this.#disk.realPath(found) ?? found, posix.join(directory, 'package.json'));
  }
}
