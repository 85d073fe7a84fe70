import type { EntryKind } from '../model/layer-entry.ts';

/** Go's `os.FileMode` as a number; permissions as in POSIX, all else elsewhere. https://pkg.go.dev/io/fs#FileMode */
export function goFileMode(kind: EntryKind, mode: number): number {
  const special = (mode & 0o4000 ? 2 ** 23 : 0) + (mode & 0o2000 ? 2 ** 22 : 0) + (mode & 0o1000 ? 2 ** 20 : 0);
  return typeBits(kind) + special + (mode & 0o777);
}

function typeBits(kind: EntryKind): number {
  switch (kind) {
    case 'directory':
      return 2 ** 31;
    case 'symlink':
      return 2 ** 27;
    case 'block':
      return 2 ** 26;
    case 'char':
      return 2 ** 26 + 2 ** 21;
    case 'fifo':
      return 2 ** 25;
    case 'file':
    case 'hardlink':
    case 'whiteout':
    case 'opaque-whiteout':
    case 'aufs-metadata':
      return 0;
  }
}
