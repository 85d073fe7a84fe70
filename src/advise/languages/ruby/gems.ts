import { posix } from 'node:path';
import type { ImageDisk } from '../image-disk.ts';

/** An installed gem, by its specification. https://guides.rubygems.org/specification-reference/ */
export type Gem = {
  readonly name: string;
  readonly specification: string;
  /** Its own directory, null for one that a distribution spread over its own. */
  readonly directory: string | null;
  /** Compiled parts. */
  readonly extension: string | null;
  /** Absolute. */
  readonly requirePaths: readonly string[];
  readonly requires: readonly string[];
};

const maxSpecificationBytes = 1_048_576;

/** Gems of some gem homes, those of the first home first. */
export async function readGems(homes: readonly string[], disk: ImageDisk): Promise<readonly Gem[]> {
  const paths = homes.flatMap((home) =>
    ['specifications', 'specifications/default'].flatMap((name) =>
      specificationsIn(posix.join(home, name), disk).map((path) => ({ home, path })),
    ),
  );
  const texts = await disk.texts(
    paths.map(({ path }) => path),
    maxSpecificationBytes,
  );
  return paths.map(({ home, path }) => toGem(home, path, texts.get(path) ?? '', disk));
}

function specificationsIn(directory: string, disk: ImageDisk): readonly string[] {
  return [...disk.names(directory)].filter((name) => name.endsWith('.gemspec')).map((name) => posix.join(directory, name));
}

function toGem(home: string, specification: string, text: string, disk: ImageDisk): Gem {
  const fullName = posix.basename(specification, '.gemspec');
  // `# stub: name version platform path\0path`
  const [name = '', , , ...paths] = /^# stub: (.*)$/m.exec(text)?.[1]?.split(' ') ?? [fullName.replace(/-\d.*$/, '')];
  const directory = posix.join(home, 'gems', fullName);
  const hasDirectory = disk.isDirectory(directory);
  const extension = hasDirectory ? extensionOf(home, fullName, disk) : null;
  const lib = paths
    .join(' ')
    .split('\0')
    .filter((path) => path !== '');
  const own = hasDirectory ? (lib.length === 0 ? ['lib'] : lib).map((path) => posix.resolve(directory, path)) : [];
  return {
    name,
    specification,
    directory: hasDirectory ? directory : null,
    extension,
    requirePaths: extension === null ? own : [extension, ...own],
    requires: [...text.matchAll(/add_(?:runtime_)?dependency\(?\s*(?:%q<|["'])([\w.-]{1,200})/g)].map(([, required]) => required!),
  };
}

function extensionOf(home: string, fullName: string, disk: ImageDisk): string | null {
  const root = posix.join(home, 'extensions');
  for (const machine of disk.names(root)) {
    for (const version of disk.names(posix.join(root, machine))) {
      const path = posix.join(root, machine, version, fullName);
      if (disk.isDirectory(path)) return path;
    }
  }
  return null;
}

/** Names of gems that a `Gemfile.lock` has. */
export function lockedGems(lock: string): readonly string[] {
  return [...lock.matchAll(/^ {4}([A-Za-z0-9][\w.-]*) \(/gm)].map(([, name]) => name!);
}
