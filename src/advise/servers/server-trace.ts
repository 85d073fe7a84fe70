import { posix } from 'node:path';
import { isFile, modeOf, sizeOf } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { listTree } from '../../filesystem/list-tree.ts';
import { matchPaths } from '../../filesystem/match-paths.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { Confidence } from '../../model/plan.ts';
import { partOf } from '../part-of.ts';
import { readTextAt } from '../read-text.ts';
import type { Invocation, Need, Scene, Trace } from '../tracer.ts';

/** Longer configuration is generated, and no longer looked through. */
const maxTextBytes = 1_048_576;
/** More files than this in the places that a configuration names are a hostile image. */
const maxOfEach = 20_000;

type Options = { readonly from?: string; readonly confidence?: Confidence };

/** What a server needs, while its configuration is looked through. */
export class ServerTrace {
  readonly scene: Scene;
  readonly invocation: Invocation;
  /** Of the program, symlinks followed. */
  readonly path: string;
  readonly #needs = new Map<string, Need>();
  readonly #invocations: Invocation[] = [];
  readonly #warnings: Trace['warnings'][number][] = [];
  readonly #writes = new Set<string>();
  readonly #leaves = new Set<string>();
  readonly #listens = new Set<number>();
  #becomes: Trace['becomes'];

  constructor(scene: Scene, invocation: Invocation, path: string) {
    this.scene = scene;
    this.invocation = invocation;
    this.path = path;
  }

  node(path: string): Node | null {
    return path.length > 4_096 ? null : resolvePath(this.scene.view.tree, this.absolute(path));
  }

  absolute(path: string, base = this.invocation.workingDir): string {
    return posix.resolve('/', base, path);
  }

  isFile(path: string): boolean {
    const node = this.node(path);
    return node !== null && isFile(this.scene.view.tree, node);
  }

  isEmptyFile(path: string): boolean {
    const node = this.node(path);
    return node !== null && isFile(this.scene.view.tree, node) && sizeOf(this.scene.view.tree, node) === 0;
  }

  isDirectory(path: string): boolean {
    const node = this.node(path);
    return node !== null && this.scene.view.tree.isDirectory(node);
  }

  isExecutable(path: string): boolean {
    const node = this.node(path);
    return node !== null && isFile(this.scene.view.tree, node) && (modeOf(this.scene.view.tree, node) & 0o111) !== 0;
  }

  /** What is there of these paths, in which `*` stands for a name. */
  matches(...globs: readonly string[]): readonly string[] {
    return globs.flatMap((glob) => matchPaths(this.scene.view.tree, glob)).slice(0, maxOfEach);
  }

  /** The first of these that is there. */
  first(...paths: readonly string[]): string | null {
    return paths.find((path) => this.node(path) !== null) ?? null;
  }

  /** @returns the content; null where there is no such file, or it is too long */
  async text(path: string): Promise<string | null> {
    return await readTextAt(this.scene, this.absolute(path), maxTextBytes);
  }

  /** A file, or a directory as such. What is not there was not there before. */
  keep(reason: string, paths: readonly string[], options: Options = {}): void {
    for (const path of paths) this.#need(path, reason, 'one', options);
  }

  keepTree(reason: string, paths: readonly string[], options: Options = {}): void {
    for (const path of paths) this.#need(path, reason, 'subtree', options);
  }

  /** Files below, without those that are left out. */
  keepBelow(reason: string, directory: string, isWanted: (path: string) => boolean): void {
    const node = this.node(directory);
    if (node === null) return;
    const { tree } = this.scene.view;
    for (const below of listTree(tree, node)) {
      const path = tree.path(below);
      if (!tree.isDirectory(below) && isWanted(path)) this.keep(reason, [path]);
    }
  }

  #need(path: string, reason: string, extent: Need['extent'], { from = this.path, confidence = 'likely' }: Options): void {
    const node = this.node(path);
    const absolute = this.absolute(path);
    const key = `${extent} ${absolute}`;
    if (node === null || absolute === '/' || this.#needs.has(key) || this.#needs.size >= maxOfEach) return;
    this.#needs.set(key, { path: absolute, reason, extent, from, part: partOf(node, this.scene), confidence, absent: 'ignore' });
  }

  /** A program that it starts, or that is started in its place. */
  start(argv: readonly string[], more: Partial<Pick<Invocation, 'env' | 'workingDir' | 'from' | 'confidence'>> = {}): void {
    const { env, workingDir, confidence } = this.invocation;
    const weaker = confidence === 'guessed' ? confidence : 'likely';
    if (this.#invocations.length >= maxOfEach || argv.length === 0) return;
    this.#invocations.push({ argv, env, workingDir, from: this.path, reason: 'started by', confidence: weaker, ...more });
  }

  warn(code: string, text: string, path: string | null = this.path, line: number | null = null): void {
    this.#warnings.push({ code, text, path, line });
  }

  /** Absolute paths of files or directories that it writes to. */
  write(...paths: readonly string[]): void {
    for (const path of paths) if (this.#writes.size < maxOfEach) this.#writes.add(this.absolute(path));
  }

  listen(ports: Iterable<number>): void {
    for (const port of ports) if (port > 0 && port < 65_536) this.#listens.add(port);
  }

  /** It does without, whoever finds them named somewhere. */
  leave(...paths: readonly string[]): void {
    for (const path of paths) if (this.node(path) !== null) this.#leaves.add(this.absolute(path));
  }

  /** It gives up the rights of root by itself, and does without them. @param user null where it is nobody in particular */
  becomes(user: string | null): void {
    this.#becomes = { user };
  }

  get trace(): Trace {
    return {
      needs: [...this.#needs.values()],
      invocations: this.#invocations,
      warnings: this.#warnings,
      ...(this.#becomes === undefined ? {} : { becomes: this.#becomes }),
      ...(this.#listens.size === 0 ? {} : { listens: [...this.#listens].sort((a, b) => a - b) }),
      ...(this.#leaves.size === 0 ? {} : { leaves: [...this.#leaves].sort() }),
      ...(this.#writes.size === 0 ? {} : { writes: [...this.#writes].sort() }),
    };
  }
}
