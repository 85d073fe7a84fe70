import type { SparseMap } from '../model/layer-entry.ts';

export type TarMemberKind = 'file' | 'directory' | 'symlink' | 'hardlink' | 'char' | 'block' | 'fifo';

/** One member, its extension headers applied. The names are views that the next header may overwrite. */
export type TarMember = {
  readonly kind: TarMemberKind;
  /** As written. */
  readonly name: Buffer;
  readonly linkName: Buffer;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  /** Of the file; a sparse file stores fewer. 0 for all but files. */
  readonly sizeBytes: number;
  /** Content bytes in the archive, padding not counted. */
  readonly storedBytes: number;
  /** Where the header began. */
  readonly headerPosition: number;
  /** Where the content starts in the archive. */
  readonly dataPosition: number;
  readonly device: readonly [number, number] | null;
  readonly xattrs: Readonly<Record<string, string>> | null;
  readonly sparse: SparseMap | null;
};

/**
 * POSIX reads unknown type flags as regular files. `D` is GNU's directory with a listing as content; `7` a contiguous file.
 */
export function memberKind(typeflag: number, name: Buffer): TarMemberKind {
  switch (String.fromCharCode(typeflag)) {
    case '1':
      return 'hardlink';
    case '2':
      return 'symlink';
    case '3':
      return 'char';
    case '4':
      return 'block';
    case '5':
    case 'D':
      return 'directory';
    case '6':
      return 'fifo';
    case '\0':
      // Before POSIX, and only there, a directory was a name that ends in a slash.
      return name.at(-1) === 0x2f ? 'directory' : 'file';
    default:
      return 'file';
  }
}
