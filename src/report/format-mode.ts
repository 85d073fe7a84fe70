import type { EntryKind } from '../model/layer-entry.ts';

const bits = ['---', '--x', '-w-', '-wx', 'r--', 'r-x', 'rw-', 'rwx'];

/** As `ls -l` has it: `drwxr-xr-x`, `-rwsr-xr-x`. Whiteouts, which have no mode, are `w---------` and `o---------` where opaque. */
export function formatMode(kind: EntryKind, mode: number): string {
  if (kind === 'whiteout' || kind === 'opaque-whiteout') return `${kindSign(kind)}---------`;
  const owner = withSpecial(bits[(mode >> 6) & 7]!, (mode & 0o4000) !== 0, 's');
  const group = withSpecial(bits[(mode >> 3) & 7]!, (mode & 0o2000) !== 0, 's');
  const others = withSpecial(bits[mode & 7]!, (mode & 0o1000) !== 0, 't');
  return kindSign(kind) + owner + group + others;
}

function withSpecial(permissions: string, isSpecial: boolean, sign: string): string {
  if (!isSpecial) return permissions;
  return permissions.slice(0, 2) + (permissions.endsWith('x') ? sign : sign.toUpperCase());
}

function kindSign(kind: EntryKind): string {
  switch (kind) {
    case 'file':
    case 'hardlink':
    case 'aufs-metadata':
      return '-';
    case 'directory':
      return 'd';
    case 'symlink':
      return 'l';
    case 'char':
      return 'c';
    case 'block':
      return 'b';
    case 'fifo':
      return 'p';
    case 'whiteout':
      return 'w';
    case 'opaque-whiteout':
      return 'o';
  }
}
