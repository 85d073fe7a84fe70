import { posix } from 'node:path';
import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { expandGlob } from './expand-glob.ts';
import { openWord } from './open-word.ts';
import { type ShellContext, spend } from './shell-context.ts';
import { shellPattern } from './shell-pattern.ts';
import type { ShellState } from './shell-state.ts';

/** More than these are not one of a few. */
const maxPaths = 32;
/** Entries below the part that is known. */
const maxVisited = 16_384;

/** Files that a word of which a part is not known may name. */
export type NarrowedPaths = {
  readonly paths: readonly string[];
  /** Whether these are all that it may name. */
  readonly isComplete: boolean;
};

const any: NarrowedPaths = { paths: [], isComplete: false };

/** What the image has of `/usr/share/$x.sql`: all of it where there are few, with and without directories in between. */
export function narrowedPaths(context: ShellContext, state: ShellState, text: string): NarrowedPaths {
  const open = openWord(text);
  if (open.kind === 'elsewhere') return { paths: [], isComplete: true };
  if (open.kind === 'any' || (state.workingDir === null && !open.pattern.startsWith('/'))) return any;
  const pattern = posix.resolve('/', state.workingDir ?? '/', open.pattern);
  const known = context.narrowed.get(pattern);
  if (known !== undefined) return known;
  const found = matching(context, pattern);
  context.narrowed.set(pattern, found);
  return found;
}

function matching(context: ShellContext, pattern: string): NarrowedPaths {
  const { tree } = context.scene.view;
  const deep = filesLike(context, pattern);
  if (deep !== null) return { paths: deep.map((node) => tree.path(node)), isComplete: true };
  const beside = (expandGlob(context, pattern, null) ?? []).filter((path) => isFileAt(tree, path));
  return { paths: beside.length > maxPaths ? [] : beside, isComplete: false };
}

/** null where they are too many, or too many are to be looked at. */
function filesLike(context: ShellContext, pattern: string): readonly Node[] | null {
  const { tree } = context.scene.view;
  const start = pattern.slice(0, pattern.search(/[*?]|$/));
  const isLike = shellPattern(pattern);
  const top = resolvePath(tree, posix.dirname(`${start}x`));
  if (top === null) return [];
  const isBelow = shellPattern(`${pattern}/*`);
  const found: Node[] = [];
  const seen = new Set([top]);
  const open: [Node, string][] = [[top, posix.dirname(`${start}x`).replace(/\/$/, '')]];
  let visited = 0;
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const [directory, path] = item;
    const children = tree.children(directory);
    visited += children.length;
    if (visited > maxVisited || !spend(context, 1 + children.length / 16)) return null;
    for (const child of children) {
      const name = `${path}/${tree.name(child)}`;
      if (!name.startsWith(start) && !start.startsWith(`${name}/`)) continue;
      const target = tree.isDirectory(child) ? child : resolvePath(tree, tree.path(child));
      if (target !== null && tree.isDirectory(target)) {
        // Through a symlink as well, and in a ring of them once.
        if (!seen.has(target)) open.push([target, name]);
        seen.add(target);
      } else if ((isLike?.(name) || isBelow?.(name)) && found.push(child) > maxPaths) return null;
    }
  }
  return found;
}

function isFileAt(tree: ImageTree, path: string): boolean {
  const node = resolvePath(tree, path);
  return node !== null && !tree.isDirectory(node);
}
