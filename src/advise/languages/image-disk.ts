import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { kindOf } from '../../filesystem/tree-state.ts';
import { scanFiles, textOf } from '../scan-files.ts';
import type { Scene } from '../tracer.ts';

/** A directory below another, deeper than this, is nobody's layout. */
const maxDepth = 64;
/** UTF-8 bytes of a source file that is looked through. */
export const maxSourceBytes = 4_194_304;

/** Of sources that are held at once. */
const maxBatchBytes = 134_217_728;

/** The image's files by path, as a process in the container would see them. */
export class ImageDisk {
  readonly scene: Scene;
  readonly #children = new Map<string, ReadonlySet<string>>();

  constructor(scene: Scene) {
    this.scene = scene;
  }

  /** Symlinks followed; null where nothing is there. Most lookups are along search paths and fail: those cost one set's. */
  node(path: string): Node | null {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (slash > 0 && name !== '' && !path.includes('/.') && !this.names(path.slice(0, slash)).has(name)) return null;
    return resolvePath(this.scene.view.tree, path);
  }

  isDirectory(path: string): boolean {
    const node = this.node(path);
    return node !== null && this.scene.view.tree.isDirectory(node);
  }

  isFile(path: string): boolean {
    return this.fileNode(path) !== null;
  }

  /** null for all that is no regular file. */
  fileNode(path: string): Node | null {
    const node = this.node(path);
    const inode = node === null ? null : this.scene.view.tree.inodeAt(node);
    return inode !== null && this.scene.view.tree.kindNumber(inode) === kindOf.file ? node : null;
  }

  /** All symlinks followed; null where nothing is there. */
  realPath(path: string): string | null {
    const node = this.node(path);
    return node === null ? null : this.scene.view.tree.path(node);
  }

  sizeBytes(path: string): number {
    const node = this.fileNode(path);
    return node === null ? 0 : this.scene.view.tree.sizeBytes(this.scene.view.tree.inodeAt(node)!);
  }

  /** Names in a directory, in the order of their bytes; none where there is no directory. */
  names(path: string): ReadonlySet<string> {
    const known = this.#children.get(path);
    if (known !== undefined) return known;
    const { tree } = this.scene.view;
    const node = this.node(path);
    const names = new Set(node === null ? [] : tree.children(node).map((child) => tree.name(child)));
    this.#children.set(path, names);
    return names;
  }

  has(directory: string, name: string): boolean {
    return this.names(directory).has(name);
  }

  /**
   * Regular files and symlinks below a directory, symlinks not entered.
   * @param isEntered asked about each directory below
   */
  *below(directory: string, isEntered: (path: string, name: string) => boolean = () => true): Generator<string> {
    const { tree } = this.scene.view;
    const root = this.node(directory);
    if (root === null || !tree.isDirectory(root)) return;
    const open: { readonly node: Node; readonly path: string; readonly depth: number }[] = [{ node: root, path: directory, depth: 0 }];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const child of tree.children(at.node)) {
        const name = tree.name(child);
        const path = posix.join(at.path, name);
        if (!tree.isDirectory(child)) yield path;
        else if (at.depth < maxDepth && isEntered(path, name)) open.push({ node: child, path, depth: at.depth + 1 });
      }
    }
  }

  /** Files in parts that fit into memory at once. */
  *batches<T extends { readonly path: string }>(files: readonly T[]): Generator<readonly T[]> {
    let part: T[] = [];
    let bytes = 0;
    for (const file of files) {
      const size = this.sizeBytes(file.path);
      if (part.length > 0 && bytes + size > maxBatchBytes) {
        yield part;
        part = [];
        bytes = 0;
      }
      part.push(file);
      bytes += size;
    }
    if (part.length > 0) yield part;
  }

  /** Texts of files, in one batch; what is no file, or longer than `maxBytes`, is missing. */
  async texts(paths: Iterable<string>, maxBytes: number = maxSourceBytes): Promise<ReadonlyMap<string, string>> {
    const contents = await this.contents(paths, maxBytes);
    return new Map([...contents].map(([path, bytes]) => [path, textOf(bytes)]));
  }

  /** What `scan` makes of files, kept under `name`; for the same files as `contents` has. */
  async scans<T>(
    name: string,
    paths: Iterable<string>,
    scan: (bytes: Uint8Array) => T,
    maxBytes: number = maxSourceBytes,
  ): Promise<ReadonlyMap<string, T>> {
    const nodes = this.#fileNodes(paths);
    const found = await scanFiles(this.scene)(name, [...new Set(nodes.values())], maxBytes, scan);
    return new Map([...nodes].flatMap(([path, node]) => (found.has(node) ? [[path, found.get(node)!] as const] : [])));
  }

  #fileNodes(paths: Iterable<string>): ReadonlyMap<string, Node> {
    return new Map(
      [...paths].flatMap((path) => {
        const node = this.fileNode(path);
        return node === null ? [] : [[path, node] as const];
      }),
    );
  }

  async contents(paths: Iterable<string>, maxBytes: number): Promise<ReadonlyMap<string, Uint8Array>> {
    const nodes = this.#fileNodes(paths);
    if (nodes.size === 0) return new Map();
    const read = await this.scene.read([...new Set(nodes.values())], maxBytes);
    return new Map(
      [...nodes].flatMap(([path, node]) => {
        const bytes = read.get(node);
        return bytes === undefined ? [] : [[path, bytes] as const];
      }),
    );
  }

  async text(path: string, maxBytes: number = maxSourceBytes): Promise<string | null> {
    return (await this.texts([path], maxBytes)).get(path) ?? null;
  }
}
