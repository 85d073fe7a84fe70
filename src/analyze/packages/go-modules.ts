export type GoModule = { readonly name: string; readonly version: string };

export type GoModules = {
  /** null for what was built from files outside of any module, and by Go itself. */
  readonly main: GoModule | null;
  readonly dependencies: readonly GoModule[];
};

/**
 * Lines of https://pkg.go.dev/runtime/debug#BuildInfo: a word, a path, a version and a checksum, parted by tabs. `=>` puts another
 * module in the place of the last.
 */
export function parseGoModules(moduleInfo: string): GoModules {
  let main: GoModule | null = null;
  const dependencies: GoModule[] = [];
  for (const line of moduleInfo.split('\n')) {
    const [word, name = '', version = ''] = line.split('\t', 3);
    if (name === '') continue;
    if (word === 'mod') main = { name, version };
    else if (word === 'dep') dependencies.push({ name, version });
    else if (word === '=>' && dependencies.length > 0)
      dependencies[dependencies.length - 1] = replaced(dependencies.at(-1)!, name, version);
  }
  return { main, dependencies };
}

/** A directory beside the module has no version and no name that others know: what it stands for says more. */
function replaced(module: GoModule, name: string, version: string): GoModule {
  return name.startsWith('.') || name.startsWith('/') ? { name: module.name, version: '' } : { name, version };
}
