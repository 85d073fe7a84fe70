/**
 * What of the standard library is for those who develop: kept only where something outside of the library imports it. Within the
 * library others name them in functions that only a developer calls (`help()`, `breakpoint()`).
 */
export const developmentModules: ReadonlySet<string> = new Set([
  '_pyrepl',
  'antigravity',
  'cProfile',
  'curses',
  'distutils',
  'doctest',
  'ensurepip',
  'idlelib',
  'lib2to3',
  'pdb',
  'profile',
  'pydoc',
  'pydoc_data',
  'test',
  'this',
  'tkinter',
  'turtle',
  'turtledemo',
  'unittest',
  'venv',
  'webbrowser',
]);

/** Of these, what packages import in a function or a `try` for their own builds. */
export const buildModules: ReadonlySet<string> = new Set(['distutils', 'ensurepip', 'idlelib', 'lib2to3', 'test', 'turtle', 'turtledemo']);

/** The same of packages: of another package they are kept where it imports them at once, and not in some function or `try`. */
export const developmentPackages: ReadonlySet<string> = new Set([
  'Cython',
  'IPython',
  'docutils',
  'hypothesis',
  'mypy',
  'nose',
  'pip',
  'pkg_resources',
  'pytest',
  'setuptools',
  'sphinx',
  'wheel',
]);

/** What the interpreter imports as it starts, and what its built-in modules import on their own. */
export const startModules: readonly string[] = [
  '__future__',
  '_collections_abc',
  '_compat_pickle',
  '_pydatetime',
  '_sitebuiltins',
  '_strptime',
  '_weakrefset',
  'abc',
  'codecs',
  'collections',
  'collections.abc',
  'copyreg',
  'encodings',
  'encodings.idna',
  'functools',
  'genericpath',
  'importlib.abc',
  'importlib.machinery',
  'importlib.resources',
  'importlib.util',
  'io',
  'linecache',
  'locale',
  'ntpath',
  'os',
  'pkgutil',
  'posixpath',
  'runpy',
  'site',
  'sitecustomize',
  'stat',
  'threading',
  'tokenize',
  'traceback',
  'usercustomize',
  'warnings',
  'weakref',
  'zipimport',
];
