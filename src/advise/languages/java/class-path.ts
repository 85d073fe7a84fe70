import { posix } from 'node:path';
import type { Invocation } from '../../tracer.ts';
import type { Draft } from '../draft.ts';
import { followTree } from '../follow-tree.ts';
import type { ImageDisk } from '../image-disk.ts';
import { isSystemDirectory } from '../keep-application.ts';
import { partOf } from '../keep-package.ts';
import { type Jar, parseJar } from './jar.ts';
import type { JavaCommand } from './java-command.ts';

/** Longer jars are kept and not looked into. */
const maxJarBytes = 268_435_456;
/** More jars than this are read in no program; those after it are kept and not looked into. */
const maxJars = 5_000;

/** Keeps the class path, and what the manifests of its jars add to it. */
export async function keepClassPath(draft: Draft, disk: ImageDisk, command: JavaCommand, invocation: Invocation): Promise<void> {
  const open = command.classPath.flatMap((entry) => expand(posix.resolve('/', invocation.workingDir, entry), entry, disk));
  const seen = new Set<string>();
  const jars: Jar[] = [];
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    if (disk.isDirectory(path)) {
      if (!isSystemDirectory(path)) draft.keepTree(path, 'class path of', { part: 'application' });
      continue;
    }
    if (!disk.isFile(path)) {
      if (!command.isDefaultPath)
        draft.warn('java-class-path-missing', `The class path names ${path}, which is not in the image`, invocation.from);
      continue;
    }
    draft.keep(path, 'class path of', { part: partOf(disk.scene, disk.node(path)) });
    const jar = seen.size > maxJars ? null : await readJar(path, disk);
    if (jar === null) continue;
    jars.push(jar);
    open.push(
      ...jar.classPath
        .map((name) => posix.resolve(posix.dirname(path), name.replace(/^file:/, '')))
        .filter((other) => disk.node(other) !== null),
    );
  }
  keepNative(draft, disk, jars);
}

function expand(path: string, entry: string, disk: ImageDisk): readonly string[] {
  if (!/(?:^|\/)\*$/.test(entry)) return [path];
  const directory = posix.dirname(path);
  return [...disk.names(directory)].filter((name) => /\.jar$/i.test(name)).map((name) => posix.join(directory, name));
}

async function readJar(path: string, disk: ImageDisk): Promise<Jar | null> {
  // One after the other, as they may be long.
  const bytes = (await disk.contents([path], maxJarBytes)).get(path);
  return bytes === undefined ? null : parseJar(bytes);
}

function keepNative(draft: Draft, disk: ImageDisk, jars: readonly Jar[]): void {
  const options = { confidence: 'likely' } as const;
  if (jars.some(({ usesAwt }) => usesAwt)) {
    for (const path of ['/etc/fonts', '/usr/share/fonts', '/usr/share/fontconfig', '/var/cache/fontconfig'])
      if (disk.isDirectory(path)) followTree(draft, disk, path, 'fonts of', { ...options, part: 'data' });
    for (const name of ['libfreetype.so.6', 'libfontconfig.so.1', 'libharfbuzz.so.0']) keepLibrary(draft, disk, name);
  }
  for (const name of new Set(jars.flatMap(({ libraries }) => libraries))) keepLibrary(draft, disk, name);
  for (const directory of libraryDirectories(disk))
    if (disk.isDirectory(`${directory}/jni`)) followTree(draft, disk, `${directory}/jni`, 'native libraries of', options);
}

function keepLibrary(draft: Draft, disk: ImageDisk, name: string): void {
  for (const directory of libraryDirectories(disk))
    if (disk.has(directory, name)) draft.keep(posix.join(directory, name), 'asked for by native code of', { confidence: 'likely' });
}

function libraryDirectories(disk: ImageDisk): readonly string[] {
  const multiarch = [...disk.names('/usr/lib')]
    .filter((name) => /^[a-z0-9_]+-linux-(?:gnu|musl)/.test(name))
    .map((name) => `/usr/lib/${name}`);
  return ['/usr/lib', '/usr/lib64', '/lib', '/lib64', '/usr/local/lib', ...multiarch];
}
