import type { ArchiveMember } from '../../tar/list-members.ts';

/** Directories that every root file system has some of. */
const rootDirectories: ReadonlySet<string> = new Set([
  'bin',
  'boot',
  'dev',
  'etc',
  'home',
  'lib',
  'opt',
  'proc',
  'root',
  'run',
  'sbin',
  'sys',
  'usr',
  'var',
]);

/** For the user: what a tar is that holds no image, or none of the form that was asked for. */
export function describeArchive(members: readonly Pick<ArchiveMember, 'path' | 'kind'>[]): string {
  if (members.some(({ path }) => path === 'index.json')) return 'an OCI archive (oci-archive:FILE)';
  if (members.some(({ path }) => path === 'manifest.json' || path === 'repositories')) return 'a docker archive (docker-archive:FILE)';
  const nested = members.find(({ path, kind }) => kind === 'file' && /^[^/]+\/(?:index|manifest)\.json$/.test(path));
  const isNestedLayout = nested !== undefined && members.some(({ path }) => path.startsWith(`${nested.path.split('/', 1)[0]}/blobs/`));
  if (isNestedLayout)
    return `a tar with an image inside the directory ${nested.path.split('/', 1)[0]}: pack what is in it, without the directory`;
  if (members.some(({ path }) => /(?:^|\/)\.wh\.[^/]*$/.test(path))) return 'the tar of one layer (it has whiteouts)';
  const tops = new Set(members.map(({ path }) => path.split('/', 1)[0] ?? ''));
  const rootCount = [...tops].filter((top) => rootDirectories.has(top)).length;
  if (rootCount >= 3) return 'the tar of a root file system or of one layer';
  return `a tar of ${members.length === 1 ? 'one member' : `${members.length} members`} with neither manifest.json nor index.json`;
}
