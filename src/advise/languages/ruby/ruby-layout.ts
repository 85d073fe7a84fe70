import { posix } from 'node:path';
import { environmentValue } from '../../../program/search-path.ts';
import type { Invocation } from '../../tracer.ts';
import type { ImageDisk } from '../image-disk.ts';

export type RubyLayout = {
  /** Standard library with its compiled parts: `rubylibdir` and `archdir`. */
  readonly library: readonly string[];
  /** `site_ruby` and `vendor_ruby`: packages of the distribution lie there side by side. */
  readonly vendor: readonly string[];
  readonly gemHomes: readonly string[];
};

const version = /^\d+\.\d+\.\d+$/;

/** By where builds of Ruby have their library: what is compiled in cannot be asked for. */
export function rubyLayout(interpreter: string, { env }: Invocation, disk: ImageDisk): RubyLayout {
  const prefix = posix.dirname(posix.dirname(interpreter));
  const named = /\d+\.\d+/.exec(posix.basename(interpreter))?.[0] ?? '';
  const roots = [...new Set([posix.join(prefix, 'lib'), posix.join(prefix, 'lib64'), '/usr/lib', ...machines('/usr/lib', disk)])].map(
    (path) => `${path}/ruby`,
  );
  const isOwn = (name: string): boolean => version.test(name) && name.startsWith(named);
  const library = roots.flatMap((root) => [...disk.names(root)].filter(isOwn).flatMap((name) => withMachine(posix.join(root, name), disk)));
  const shared = [...roots, '/usr/local/lib/site_ruby', '/usr/share/ruby'].flatMap((root) =>
    ['site_ruby', 'vendor_ruby', ''].map((name) => posix.join(root, name)),
  );
  const vendor = shared
    .filter((path) => !roots.includes(path))
    .flatMap((path) =>
      [path, ...[...disk.names(path)].filter(isOwn).map((name) => posix.join(path, name))].flatMap((found) => withMachine(found, disk)),
    );
  const versions = [...new Set(library.map((path) => posix.basename(path)).filter((name) => version.test(name)))];
  return { library, vendor: [...new Set(vendor)].filter((path) => disk.isDirectory(path)), gemHomes: gemHomes(roots, versions, env, disk) };
}

function machines(directory: string, disk: ImageDisk): readonly string[] {
  return [...disk.names(directory)].filter((name) => /^[a-z0-9_]+-linux/.test(name)).map((name) => posix.join(directory, name));
}

function withMachine(path: string, disk: ImageDisk): readonly string[] {
  return disk.isDirectory(path) ? [path, ...machines(path, disk)] : [];
}

function gemHomes(roots: readonly string[], versions: readonly string[], env: readonly string[], disk: ImageDisk): readonly string[] {
  const given = ['GEM_HOME', 'BUNDLE_PATH', 'GEM_PATH']
    .flatMap((name) => (environmentValue(env, name) ?? '').split(':'))
    .filter((path) => path.startsWith('/'));
  const bundled = given.flatMap((path) => [path, ...versions.map((name) => posix.join(path, 'ruby', name))]);
  const debian = [
    '/usr/share/rubygems-integration/all',
    ...versions.flatMap((name) => [
      `/usr/share/rubygems-integration/${name}`,
      `/var/lib/gems/${name}`,
      ...machines('/usr/lib', disk).map((path) => `${path}/rubygems-integration/${name}`),
    ]),
  ];
  const home = environmentValue(env, 'HOME') ?? '/root';
  const own = versions.flatMap((name) => [
    ...roots.map((root) => `${root}/gems/${name}`),
    `${home}/.gem/ruby/${name}`,
    `${home}/.local/share/gem/ruby/${name}`,
  ]);
  return [...new Set([...bundled, ...own, ...debian])].filter((path) => disk.isDirectory(`${path}/specifications`));
}
