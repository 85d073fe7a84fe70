import { isBroadDirectory } from '../filesystem/broad-directories.ts';
import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { listTree } from '../filesystem/list-tree.ts';
import { rootNode } from '../filesystem/node-table.ts';
import { type PathTrace, symlinkTarget, tracePath } from '../filesystem/trace-path.ts';
import type { Confidence, PlanPart } from '../model/plan.ts';
import type { Need } from './tracer.ts';

/** Why a path of the image is kept. */
export type Kept = {
  readonly reason: string;
  readonly from: string | null;
  readonly part: PlanPart;
  readonly confidence: Confidence;
};

const confidenceOrder: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, guessed: 2 };

/**
 * The paths that are kept, each with the first reason there was; grows until nothing new is asked for. Symlinks are kept with what
 * they lead to.
 */
export class Closure {
  readonly tree: ImageTree;
  readonly #kept = new Map<Node, Kept>();
  /** Regular files that are kept and that nobody has looked at. */
  readonly #untraced: Node[] = [];
  readonly #askers = new Map<string, Node | null>();
  readonly #directories = new Map<string, PathTrace>();
  readonly #left = new Set<Node>();
  #taken = 0;

  constructor(tree: ImageTree) {
    this.tree = tree;
  }

  /** The same, to see what more would come to; nobody looks at its files. */
  copy(): Closure {
    const copy = new Closure(this.tree);
    for (const [node, why] of this.#kept) copy.#kept.set(node, why);
    for (const node of this.#left) copy.#left.add(node);
    return copy;
  }

  get kept(): ReadonlyMap<Node, Kept> {
    return this.#kept;
  }

  /** From now on what lies there, a symlink itself, is kept only for who is certain to need it. */
  leave(path: string): void {
    const { node } = tracePath(this.tree, path, false);
    if (node !== null && node !== rootNode) this.#left.add(node);
  }

  has(node: Node): boolean {
    return this.#kept.has(node);
  }

  /** The next file that has not been looked at, in the order in which they were asked for. */
  nextUntraced(): Node | null {
    return this.#untraced[this.#taken++] ?? null;
  }

  /** @returns false where nothing is there */
  keep(need: Need): boolean {
    const { node, links } = this.#trace(need.path);
    const why = { reason: need.reason, from: need.from, part: need.part, confidence: this.#confidence(need) };
    if (node === null) return this.#keepDangling(need.path, why);
    for (const link of links) this.#add(link, why);
    if (need.extent === 'one' || !this.tree.isDirectory(node)) this.#add(node, why);
    else this.#addSubtree(node, why);
    return true;
  }

  /** The same as `tracePath`; most of what is asked for lies beside something that was. */
  #trace(path: string): PathTrace {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    const directory = slash <= 0 || /^\.{0,2}$/.test(name) ? null : this.#directory(path.slice(0, slash));
    if (directory === null || directory.node === null || !this.tree.isDirectory(directory.node)) return tracePath(this.tree, path);
    const child = this.tree.child(directory.node, name);
    const isPlain = child !== null && symlinkTarget(this.tree, child) === null;
    return isPlain ? { node: child, links: directory.links } : tracePath(this.tree, path);
  }

  #directory(path: string): PathTrace {
    const known = this.#directories.get(path);
    if (known !== undefined) return known;
    const found = tracePath(this.tree, path);
    this.#directories.set(path, found);
    return found;
  }

  /** Nothing is surer than the file that asks for it. */
  #confidence({ from, confidence }: Need): Confidence {
    const node = from === null ? null : this.#nodeAt(from);
    const asker = node === null ? undefined : this.#kept.get(node)?.confidence;
    return asker !== undefined && confidenceOrder[asker] > confidenceOrder[confidence] ? asker : confidence;
  }

  /** Many are asked for by the same file. */
  #nodeAt(path: string): Node | null {
    const known = this.#askers.get(path);
    if (known !== undefined) return known;
    const { node } = tracePath(this.tree, path);
    this.#askers.set(path, node);
    return node;
  }

  /** A symlink that leads nowhere yet, as into a volume or `/proc`, is there all the same. */
  #keepDangling(path: string, why: Kept): boolean {
    const { node } = tracePath(this.tree, path, false);
    if (node === null) return false;
    this.#add(node, why);
    return true;
  }

  #addSubtree(top: Node, why: Kept): void {
    // Links of one kept tree may lead into another; without recursion, as their number is the image's choice.
    const open = [top];
    const seen = new Set<Node>(open);
    for (let directory = open.pop(); directory !== undefined; directory = open.pop()) {
      for (const node of listTree(this.tree, directory)) {
        this.#add(node, why);
        const target = this.#linkedDirectory(node, why);
        if (target === null || seen.has(target)) continue;
        seen.add(target);
        open.push(target);
      }
    }
  }

  #isLeft(node: Node): boolean {
    if (this.#left.size === 0) return false;
    for (let at: Node | null = node; at !== null; at = this.tree.parent(at)) if (this.#left.has(at)) return true;
    return false;
  }

  /** Where a symlink inside of a kept tree leads to; what it passes on the way is kept. */
  #linkedDirectory(node: Node, by: Kept): Node | null {
    if (symlinkTarget(this.tree, node) === null) return null;
    const path = this.tree.path(node);
    const { node: target, links } = tracePath(this.tree, path);
    const why: Kept = { ...by, reason: 'what a symlink leads to,', from: path };
    for (const link of links) this.#add(link, why);
    if (target === null) return null;
    this.#add(target, why);
    return this.tree.isDirectory(target) && !isBroadDirectory(this.tree.path(target)) ? target : null;
  }

  #add(node: Node, why: Kept): void {
    if (node === rootNode || (why.confidence !== 'certain' && this.#isLeft(node))) return;
    const known = this.#kept.get(node);
    if (known === undefined) {
      this.#kept.set(node, why.from !== null && this.#nodeAt(why.from) === node ? { ...why, from: null } : why);
      if (!this.tree.isDirectory(node) && symlinkTarget(this.tree, node) === null) this.#untraced.push(node);
    } else if (confidenceOrder[why.confidence] < confidenceOrder[known.confidence]) {
      this.#kept.set(node, { ...known, confidence: why.confidence });
    }
  }
}
