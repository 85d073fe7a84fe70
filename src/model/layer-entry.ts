/**
 * What a tar member of a layer is. Whiteouts by https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#whiteouts;
 * `aufs-metadata` are the `.wh..wh.*` members that AUFS left behind: shipped, and seen by no container.
 */
export const entryKinds = [
  'file',
  'directory',
  'symlink',
  'hardlink',
  'char',
  'block',
  'fifo',
  'whiteout',
  'opaque-whiteout',
  'aufs-metadata',
] as const;

export type EntryKind = (typeof entryKinds)[number];

/** One tar member of a layer, path normalised: absolute, no `.`, `..`, doubled or trailing slash. */
export type LayerEntry = {
  /** For a whiteout the path that it hides; for an opaque whiteout the directory. */
  readonly path: string;
  readonly kind: EntryKind;
  /** The lower twelve bits: setuid, setgid, sticky and permissions. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content; 0 for all but regular files. The logical size where the file is sparse. */
  readonly sizeBytes: number;
  /** Seconds since 1970, fractions where PAX gives them. */
  readonly mtime: number;
  /** Symlinks: as written. Hardlinks: the normalised absolute path. null for the rest. */
  readonly linkTarget: string | null;
  /** Where the content starts in the uncompressed layer tar. */
  readonly dataOffset: number;
  readonly extra: EntryExtra | null;
};

/** What few entries have. */
export type EntryExtra = {
  /** Extended attributes; values base64, as they are binary (`security.capability`). */
  readonly xattrs?: Readonly<Record<string, string>>;
  /** Device files: major and minor number. */
  readonly device?: readonly [major: number, minor: number];
  /** Sparse files: where each run of stored bytes belongs in the file. */
  readonly sparse?: SparseMap;
};

/** Stored bytes lie one after the other from `dataOffset`; each run says where it belongs in the file. */
export type SparseMap = readonly (readonly [offset: number, lengthBytes: number])[];
