import type { DockerfileEntry } from './dockerfile-input.ts';

/** Finds the directory above a path that is copied at once; null where the path is named by itself. */
export function enclosing(entries: readonly DockerfileEntry[]): (path: string) => string | null {
  const copied = new Set(entries.filter(({ left }) => left !== null).map(({ path }) => path));
  return (path) => {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
      if (copied.has(path.slice(0, at))) return path.slice(0, at);
    return null;
  };
}
