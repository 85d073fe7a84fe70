import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { type ShellContext, spend } from './shell-context.ts';
import { shellPattern } from './shell-pattern.ts';
import type { ShellState } from './shell-state.ts';

/** Directories with more are data that nobody goes through file by file. */
const maxFiles = 512;

/**
 * Files that `find` or `ls` name for these arguments, as far as the image has them; a test of `find` other than for the name lets
 * all through.
 * @returns null where there are too many, or a place is not known
 */
export function listedFiles(context: ShellContext, state: ShellState, words: readonly string[]): readonly string[] | null {
  const { workingDir } = state;
  const first = words.findIndex((word, at) => at >= leadingOptions(words) && /^[-!(]/.test(word));
  const places = words.slice(leadingOptions(words), first < 0 ? undefined : first).filter((word) => !word.startsWith('-'));
  if (workingDir === null) return null;
  const name = words[words.findIndex((word) => word === '-name' || word === '-iname') + 1];
  const isNamed = words.some((word) => word === '-name' || word === '-iname') ? shellPattern(name ?? '*') : () => true;
  const found: string[] = [];
  for (const place of places.length === 0 ? ['.'] : places) {
    const node = resolvePath(context.scene.view.tree, posix.resolve(workingDir, place));
    const top = { node, path: place.replace(/\/+$/, '') };
    if (node !== null && !listBelow(context, { ...top, node }, isNamed ?? (() => true), found)) return null;
  }
  return found;
}

function leadingOptions(words: readonly string[]): number {
  const at = words.findIndex((word) => !/^-(?:[HLP1adltrRfF]+|-[a-z-]+)$/.test(word));
  return at < 0 ? words.length : at;
}

/** Without directories: nobody runs or reads them. */
function listBelow(
  context: ShellContext,
  top: { readonly node: Node; readonly path: string },
  isNamed: (name: string) => boolean,
  found: string[],
): boolean {
  const { tree } = context.scene.view;
  const open = [top];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const { node, path } = item;
    if (!tree.isDirectory(node)) {
      if (isNamed(posix.basename(path)) && found.push(path) > maxFiles) return false;
      continue;
    }
    const children = tree.children(node);
    if (!spend(context, 1 + children.length / 8)) return false;
    for (const child of children.toReversed()) open.push({ node: child, path: `${path}/${tree.name(child)}` });
  }
  return true;
}
