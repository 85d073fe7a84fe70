import { entryKinds } from '../model/layer-entry.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import type { NamedPaths } from './name-paths.ts';

/** In `visible`: nothing is there. */
export const absent = -2;
/** In `visible`: a directory that no layer has an entry for. */
export const implicit = -1;
/** In `hiddenBy`, `previous`, `inodes`, `nodes`: none. */
export const none = -1;

/** How an entry came to be hidden. */
export const hiding = { not: 0, replaced: 1, duplicate: 2, whiteout: 3, opaque: 4 } as const;

/** Kinds as numbers, for loops over columns. */
export const kindOf = {
  file: entryKinds.indexOf('file'),
  directory: entryKinds.indexOf('directory'),
  symlink: entryKinds.indexOf('symlink'),
  hardlink: entryKinds.indexOf('hardlink'),
  whiteout: entryKinds.indexOf('whiteout'),
  opaque: entryKinds.indexOf('opaque-whiteout'),
  aufs: entryKinds.indexOf('aufs-metadata'),
} as const;

/** What the layers become when they are put on top of each other. Columns are by node or by entry, see `NamedPaths`. */
export type TreeState = NamedPaths & {
  readonly layers: readonly LayerIndex[];
  /** By entry: its layer. */
  readonly entryLayers: Uint16Array;
  /** By node: the entry that a container sees there, `implicit` or `absent`. */
  visible: Int32Array;
  /**
   * By entry: the node that it wrote or removed: its path, or where a symlink led to. `none` for AUFS metadata and for whiteouts
   * of what was not there.
   */
  readonly nodes: Int32Array;
  /** By entry: the entry that hid it, `none` while it is visible. */
  readonly hiddenBy: Int32Array;
  /** By entry: a member of `hiding`. */
  readonly hiddenHow: Uint8Array;
  /** By entry: what was visible at its path before it; `none` where nothing was. */
  readonly previous: Int32Array;
  /** By entry: the entry whose content it shows: itself, or for a hardlink the one that it leads to; `none` when that is missing. */
  readonly inodes: Int32Array;
  /** By entry that is an inode: how many visible nodes show it. */
  readonly linkCounts: Int32Array;
};
