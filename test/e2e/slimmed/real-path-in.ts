import { lstatSync, readlinkSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Where a path leads for a process that has `root` as its root; the path itself where nothing is there. */
export function realPathIn(root: string, path: string): string {
  let real = '/';
  const names = path.split('/').reverse();
  for (let links = 0, name = names.pop(); name !== undefined; name = names.pop()) {
    const next = posix.join(real, name);
    const target = linkTarget(join(root, next));
    if (target === null || ++links > 40) real = next;
    else {
      names.push(...target.split('/').reverse());
      if (target.startsWith('/')) real = '/';
    }
  }
  return real;
}

function linkTarget(path: string): string | null {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? readlinkSync(path) : null;
}
