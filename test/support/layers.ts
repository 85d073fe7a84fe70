import type { TarKind } from '../../src/tar/writer.ts';
import { type PackedMember, packTar } from './pack-tar.ts';

/** All that a tar member can have; what is left out is a regular file of root with mode 644 and `defaultMtime`. */
export type EntryOptions = {
  /** Default: `directory` for a path with trailing slash, `symlink` where there is a `linkTarget`, else `file`. */
  readonly kind?: TarKind;
  /** Default: 755 for directories, 777 for symlinks, else 644. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
  /** Symlinks: as written. Hardlinks: absolute. */
  readonly linkTarget?: string;
  /** A number is that many bytes. */
  readonly content?: number | string | Uint8Array;
  readonly device?: readonly [major: number, minor: number];
  /** Values in base64. */
  readonly xattrs?: Readonly<Record<string, string>>;
};

/** A number is a file of that many bytes, a string or bytes are a file with that content. */
export type EntryInput = number | string | Uint8Array | EntryOptions;

/**
 * Members in the order of the archive. One slash is taken off each path, the rest is written as it is: `/../x` and `//x` make
 * hostile members, `/./x` a dotted one. Pairs instead of an object allow a path to come twice.
 */
export type LayerInput = Readonly<Record<string, EntryInput>> | readonly (readonly [path: string, entry: EntryInput])[];

/** 2023-11-14T22:13:20Z */
export const defaultMtime = 1_700_000_000;

/** Uncompressed tars, one for each layer: `layers({ '/a': 10 }, { '/.wh.a': 0 })`. */
export function layers(...inputs: readonly LayerInput[]): readonly Uint8Array[] {
  return inputs.map(layer);
}

export function layer(input: LayerInput): Uint8Array {
  return packTar(layerMembers(input));
}

export function layerMembers(input: LayerInput): readonly PackedMember[] {
  const pairs = isPairs(input) ? input : Object.entries(input);
  return pairs.map(([path, entry]) => toMember(path, isContent(entry) ? { content: entry } : entry));
}

function isPairs(input: LayerInput): input is readonly (readonly [path: string, entry: EntryInput])[] {
  return Array.isArray(input);
}

function isContent(entry: EntryInput): entry is number | string | Uint8Array {
  return typeof entry !== 'object' || entry instanceof Uint8Array;
}

function toMember(path: string, entry: EntryOptions): PackedMember {
  const isDirectoryPath = path.endsWith('/');
  const kind = entry.kind ?? (isDirectoryPath ? 'directory' : entry.linkTarget !== undefined ? 'symlink' : 'file');
  return {
    path: isDirectoryPath && path !== '/' ? path.slice(0, -1) : path,
    kind,
    mode: entry.mode ?? (kind === 'directory' ? 0o755 : kind === 'symlink' ? 0o777 : 0o644),
    uid: entry.uid ?? 0,
    gid: entry.gid ?? 0,
    mtime: entry.mtime ?? defaultMtime,
    linkTarget: entry.linkTarget ?? null,
    content: kind === 'file' ? toContent(entry.content ?? 0) : new Uint8Array(),
    ...(entry.device === undefined ? {} : { device: entry.device }),
    ...(entry.xattrs === undefined ? {} : { xattrs: entry.xattrs }),
  };
}

/** A number makes the letter x that many times: the same number is the same content. */
function toContent(content: number | string | Uint8Array): Uint8Array {
  if (typeof content === 'number') return Buffer.alloc(content, 'x');
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
}
