import { posix } from 'node:path';
import { environmentValue } from '../../../program/search-path.ts';
import type { Invocation } from '../../tracer.ts';
import type { ImageDisk } from '../image-disk.ts';

const version = /^5(?:\.\d+){0,2}$/;
/** In the order in which they are looked into: what was installed later comes first. */
const names = ['site_perl', 'perl5/site_perl', 'perl5/vendor_perl', 'perl5', 'perl-base', 'perl', 'perl5/core_perl'];
const prefixes = ['/usr/local/lib', '/usr/local/share', '/usr/lib', '/usr/lib64', '/usr/share'];

/** Directories of `@INC`, by where builds of Perl have them: what is compiled in cannot be asked for. */
export function perlPath(interpreter: string, { env, workingDir }: Invocation, disk: ImageDisk): readonly string[] {
  const named = (environmentValue(env, 'PERL5LIB') ?? environmentValue(env, 'PERLLIB') ?? '').split(':').filter((path) => path !== '');
  const own = posix.join(posix.dirname(posix.dirname(interpreter)), 'lib');
  const roots = [...new Set([own, ...prefixes])].flatMap((prefix) => [prefix, ...multiarch(prefix, disk)]);
  const found = names.flatMap((name) => roots.flatMap((root) => versions(posix.join(root, name), disk)));
  const all = [...named.map((path) => posix.resolve('/', workingDir, path)), '/etc/perl', '/usr/local/lib/site_perl', ...found];
  return [...new Set(all)].filter((path) => disk.isDirectory(path));
}

function multiarch(prefix: string, disk: ImageDisk): readonly string[] {
  return [...disk.names(prefix)].filter((name) => /^[a-z0-9_]+-linux/.test(name)).map((name) => posix.join(prefix, name));
}

/** A directory, and those in it that are named after a version, with those after a machine in them. */
function versions(directory: string, disk: ImageDisk): readonly string[] {
  if (!disk.isDirectory(directory)) return [];
  const below = [...disk.names(directory)].filter((name) => version.test(name)).map((name) => posix.join(directory, name));
  return [directory, ...below].flatMap((path) => [path, ...multiarch(path, disk)]);
}
