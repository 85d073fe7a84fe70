import { posix } from 'node:path';
import { environmentValue } from '../../../program/search-path.ts';
import type { Invocation } from '../../tracer.ts';
import type { ImageDisk } from '../image-disk.ts';

/** Where an interpreter finds its modules, by what `getpath` and `site` do. */
export type PythonLayout = {
  /** `3.11`. */
  readonly version: string;
  /** Directory of `os.py`. */
  readonly library: string;
  readonly dynamicLibrary: string;
  /** `pyvenv.cfg`, where it runs in a virtual environment. */
  readonly environmentFile: string | null;
  /** Directories whose `.pth` files are read. */
  readonly siteDirectories: readonly string[];
};

const versionName = /^(?:python|pypy)(\d+\.\d+)t?$/;

/** @param executable as it was called, symlinks not followed. @returns null where no standard library is found */
export async function pythonLayout(
  executable: string,
  invocation: Invocation,
  disk: ImageDisk,
  ignoresEnvironment: boolean,
): Promise<PythonLayout | null> {
  const home = ignoresEnvironment ? null : environmentValue(invocation.env, 'PYTHONHOME');
  const environmentFile = findEnvironment(executable, disk);
  const settings = environmentFile === null ? new Map<string, string>() : parseSettings((await disk.text(environmentFile)) ?? '');
  const real = disk.realPath(executable) ?? executable;
  const homes = [home?.split(':')[0] ?? '', settings.get('home') ?? '', posix.dirname(real), posix.dirname(executable)];
  const found = findLibrary(
    homes.filter((path) => path !== ''),
    posix.basename(real),
    disk,
  );
  if (found === null) return null;
  const own = environmentFile === null ? [] : siteOf(posix.dirname(environmentFile), found.version);
  const usesSystem = environmentFile === null || settings.get('include-system-site-packages')?.toLowerCase() === 'true';
  const system = usesSystem ? [...userSite(invocation, found.version), ...systemSites(found)] : [];
  return { ...found, environmentFile, siteDirectories: [...own, ...system].filter((path) => disk.isDirectory(path)) };
}

function findEnvironment(executable: string, disk: ImageDisk): string | null {
  const directory = posix.dirname(executable);
  return [`${directory}/pyvenv.cfg`, posix.join(directory, '../pyvenv.cfg')].find((path) => disk.isFile(path)) ?? null;
}

function parseSettings(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return at < 0 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const];
    }),
  );
}

type Library = Pick<PythonLayout, 'version' | 'library' | 'dynamicLibrary'> & { readonly prefix: string };

/** Up from each directory to the first that has `lib/pythonX.Y/os.py`. */
function findLibrary(starts: readonly string[], program: string, disk: ImageDisk): Library | null {
  const named = versionName.exec(program)?.[1];
  for (const start of starts) {
    for (let prefix = start; ; prefix = posix.dirname(prefix)) {
      for (const lib of ['lib', 'lib64']) {
        const found = libraryIn(prefix, lib, named, disk);
        if (found !== null) return found;
      }
      if (prefix === '/' || prefix === '.') break;
    }
  }
  return null;
}

function libraryIn(prefix: string, lib: string, named: string | undefined, disk: ImageDisk): Library | null {
  const directory = posix.join(prefix, lib);
  const names = [...disk.names(directory)].filter((name) => versionName.test(name) && (named === undefined || name.endsWith(named)));
  const name = names.findLast((candidate) => disk.isFile(`${directory}/${candidate}/os.py`));
  if (name === undefined) return null;
  const library = `${directory}/${name}`;
  const dynamic = [library, posix.join(prefix, 'lib64', name), posix.join(prefix, 'lib', name)]
    .map((path) => `${path}/lib-dynload`)
    .find((path) => disk.isDirectory(path));
  return { prefix, version: versionName.exec(name)![1]!, library, dynamicLibrary: dynamic ?? `${library}/lib-dynload` };
}

function siteOf(prefix: string, version: string): readonly string[] {
  return ['lib', 'lib64'].map((lib) => `${posix.join(prefix, lib)}/python${version}/site-packages`);
}

/** Debian has `dist-packages`; with it one directory for all minor versions. */
function systemSites({ prefix, version }: Library): readonly string[] {
  const debian = ['/usr/local', prefix].map((path) => `${posix.join(path, 'lib')}/python${version}/dist-packages`);
  const prefixes = prefix === '/usr' ? ['/usr/local', prefix] : [prefix];
  return [...debian, posix.join(prefix, 'lib/python3/dist-packages'), ...prefixes.flatMap((path) => siteOf(path, version))];
}

function userSite({ env }: Invocation, version: string): readonly string[] {
  const base = environmentValue(env, 'PYTHONUSERBASE') ?? posix.join(environmentValue(env, 'HOME') ?? '/root', '.local');
  return [`${base}/lib/python${version}/site-packages`];
}
