/** Globs of a path and of all below it. What means something in a glob is taken as it is. */
export function editGlobs(path: string): readonly string[] {
  const glob = path.replace(/[\\*?[\]{}]/g, '\\$&');
  return [glob, `${glob}/**`];
}
