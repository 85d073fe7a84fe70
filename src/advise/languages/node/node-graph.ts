import { posix } from 'node:path';
import { textOf } from '../../scan-files.ts';
import type { ImageDisk } from '../image-disk.ts';
import type { ModuleResolver } from './module-resolver.ts';
import { type ScriptImports, scanScript } from './scan-script.ts';

/** Bundles are long; what is longer is not looked through. */
const maxScriptBytes = 33_554_432;

export type ReachedFile = {
  /** All symlinks followed: what a module is known by. */
  readonly path: string;
  /** As it was found. */
  readonly foundAt: string;
  /** null for what was asked for. */
  readonly from: string | null;
};

export type NodeGraphEvents = {
  /** Called once for each script, when what it loads is known; null where it could not be parsed. */
  readonly onScript: (file: ReachedFile, found: ScriptImports | null) => Promise<void>;
};

/** Modules that are reached from some, by what their source loads. */
export class NodeGraph {
  readonly reached = new Map<string, ReachedFile>();
  /** `package.json` files that a lookup reads, and for whom. */
  readonly manifests = new Map<string, string | null>();
  readonly #resolver: ModuleResolver;
  readonly #disk: ImageDisk;
  readonly #events: NodeGraphEvents;
  #open: ReachedFile[] = [];

  constructor(resolver: ModuleResolver, disk: ImageDisk, events: NodeGraphEvents) {
    this.#resolver = resolver;
    this.#disk = disk;
    this.#events = events;
  }

  /** @returns false where there is no such file */
  addFile(foundAt: string, from: string | null): boolean {
    const node = this.#disk.fileNode(foundAt);
    if (node === null) return false;
    const path = this.#disk.scene.view.tree.path(node);
    if (this.reached.has(path)) return true;
    const file = { path, foundAt, from };
    this.reached.set(path, file);
    this.#open.push(file);
    const directory = this.#resolver.packageDirectory(path);
    if (directory !== null) this.#addManifest(posix.join(directory, 'package.json'), path);
    return true;
  }

  /** @returns whether it leads anywhere */
  async addSpecifier(specifier: string, importer: string, from: string | null): Promise<boolean> {
    const found = await this.#resolver.resolve(specifier, importer);
    if (found.kind !== 'files') return found.kind === 'builtin';
    for (const path of found.paths) this.addFile(path, from);
    if (found.manifest !== null) this.#addManifest(found.manifest, from);
    return true;
  }

  #addManifest(path: string, from: string | null): void {
    if (!this.manifests.has(path)) this.manifests.set(path, from);
  }

  async follow(): Promise<void> {
    while (this.#open.length > 0) {
      const wave = this.#open.filter(({ path }) => isScript(path));
      this.#open = [];
      for (const part of this.#disk.batches(wave)) await this.#read(part);
    }
  }

  async #read(files: readonly ReachedFile[]): Promise<void> {
    const paths = files.map(({ path }) => path);
    const scans = await this.#disk.scans('node', paths, (bytes) => scanScript(textOf(bytes)), maxScriptBytes);
    const scanned = files.map((file) => ({ file, found: scans.get(file.path) ?? null }));
    await this.#prefetch(scanned.map(({ file, found }) => ({ path: file.path, specifiers: found?.specifiers ?? [] })));
    for (const { file, found } of scanned) await this.#load(file, found);
  }

  /** Reads what the lookups of a wave will ask for at once. */
  async #prefetch(files: readonly { readonly path: string; readonly specifiers: readonly string[] }[]): Promise<void> {
    const directories = files.flatMap(({ path, specifiers }) => [
      this.#resolver.packageDirectory(path) ?? '/',
      ...[...specifiers].flatMap((specifier) => this.#resolver.candidates(specifier, path)),
    ]);
    await this.#resolver.prefetch(directories);
  }

  /** A file beside the script, such as a worker is started with. */
  async #addString(text: string, importer: string): Promise<void> {
    if (/[*?<>|"]|(?:^|\/)(?:tests?|__tests__|fixtures)\//.test(text)) return;
    if (/^\.\.?\/./.test(text)) await this.addSpecifier(text, importer, importer);
    else if (/\.(?:[cm]?[jt]s|node|json|wasm)$/.test(text)) this.addFile(posix.resolve(posix.dirname(importer), text), importer);
  }

  async #load(file: ReachedFile, found: ScriptImports | null): Promise<void> {
    for (const specifier of found?.specifiers ?? []) await this.addSpecifier(specifier, file.path, file.path);
    for (const string of found?.strings ?? []) await this.#addString(string, file.path);
    await this.#events.onScript(file, found);
  }
}

/** Files that are scripts; of others none says what it loads. */
function isScript(path: string): boolean {
  return !/\.d\.[cm]?ts$/.test(path) && /(?:\.(?:[cm]?[jt]s|[jt]sx)|\/[^./]+)$/.test(path);
}
