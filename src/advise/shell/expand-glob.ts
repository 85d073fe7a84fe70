import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { type ShellContext, spend } from './shell-context.ts';
import { shellPattern } from './shell-pattern.ts';

const maxPaths = 1_024;

/** Whether a shell looks such a word up among the files. */
export function isGlob(text: string): boolean {
  return /[*?]|\[.+\]/.test(text);
}

/**
 * Paths of the image that an unquoted word stands for, in the order of a shell.
 * @returns null where nothing matches, or it cannot be told: the word stays as it is
 */
export function expandGlob(context: ShellContext, text: string, workingDir: string | null): readonly string[] | null {
  const base = text.startsWith('/') ? '/' : workingDir;
  if (base === null || text.length > 1_024) return null;
  const { tree } = context.scene.view;
  let paths: readonly string[] = [text.startsWith('/') ? '' : '.'];
  for (const part of text.split('/').filter((name) => name !== '')) {
    paths = paths.flatMap((path) => step(context, tree, base, path, part)).slice(0, maxPaths);
  }
  const found = paths.map((path) => path.replace(/^\.\//, ''));
  return found.length === 0 ? null : found;
}

function step(context: ShellContext, tree: ImageTree, base: string, path: string, part: string): readonly string[] {
  const directory = resolvePath(tree, path.startsWith('/') || base === '/' ? `/${path}` : `${base}/${path}`);
  if (directory === null || !tree.isDirectory(directory)) return [];
  if (!isGlob(part)) return tree.child(directory, part) === null && part !== '.' && part !== '..' ? [] : [`${path}/${part}`];
  return namesLike(context, tree, directory, part).map((name) => `${path}/${name}`);
}

function namesLike(context: ShellContext, tree: ImageTree, directory: Node, part: string): readonly string[] {
  const children = tree.children(directory);
  if (!spend(context, 1 + children.length / 16)) return [];
  // A bracket is more than is told apart here: it may be any sign.
  const isLike = shellPattern(part.replace(/\[[^\]]*\]/g, '?')) ?? (() => true);
  return children.map((child) => tree.name(child)).filter((name) => name.startsWith('.') === part.startsWith('.') && isLike(name));
}
