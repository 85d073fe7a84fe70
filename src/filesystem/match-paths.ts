import { globMatcher } from '../model/glob.ts';
import type { ImageTree } from './image-tree.ts';
import { resolvePath } from './resolve-path.ts';

const wild = /[*?[{]/;

/**
 * Paths in the image that a glob names, in the order of their names; `*` stays in a directory, as in a shell. Only the directories
 * on the way are looked at, so that many globs cost little. Symlinks on the way are followed.
 */
export function matchPaths(tree: ImageTree, glob: string): readonly string[] {
  let paths: readonly string[] = [''];
  for (const part of glob.split('/').filter((name) => name !== '')) {
    paths = wild.test(part) ? paths.flatMap((path) => childrenLike(tree, path, part)) : paths.map((path) => `${path}/${part}`);
  }
  return paths.filter((path) => resolvePath(tree, path, false) !== null);
}

function childrenLike(tree: ImageTree, path: string, part: string): readonly string[] {
  const directory = resolvePath(tree, path === '' ? '/' : path);
  if (directory === null || !tree.isDirectory(directory)) return [];
  const matches = globMatcher(`/${part}`);
  return tree
    .children(directory)
    .map((child) => tree.name(child))
    .filter((name) => matches(`/${name}`))
    .map((name) => `${path}/${name}`);
}
