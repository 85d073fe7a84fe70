import type { FileKind } from './facts.ts';
import { fileKinds } from './facts.ts';
import { type EntryExtra, type EntryKind, entryKinds, type LayerEntry } from './layer-entry.ts';

/**
 * Everything known of one layer after its bytes went by once: columns, one element for each tar member in the order of the
 * archive. Plain buffers, so that an index crosses a thread by transfer and is written to disk as it is.
 */
export type LayerIndex = {
  readonly entryCount: number;
  /** Σ of the entries' content, uncompressed. */
  readonly sizeBytes: number;
  /** Length of the uncompressed layer tar that was read, padding and end marker included. */
  readonly tarBytes: number;
  readonly columns: IndexColumns;
};

export type IndexColumns = {
  /** Raw bytes of each path without its leading slash, followed by its link target. Names need not be UTF-8. */
  readonly names: Uint8Array;
  /** End of path `i` in `names`; it starts where link target `i - 1` ends. */
  readonly pathEnds: Uint32Array;
  /** End of link target `i` in `names`; it starts where path `i` ends, and is empty for what is no link. */
  readonly linkEnds: Uint32Array;
  /**
   * Bytes that path `i` begins with like path `i - 1`: whole components, the slash after the last included. Paths are looked up
   * from there.
   */
  readonly shared: Uint16Array;
  /** Index into `entryKinds`. */
  readonly kinds: Uint8Array;
  readonly modes: Uint16Array;
  readonly uids: Uint32Array;
  readonly gids: Uint32Array;
  readonly sizes: Float64Array;
  readonly mtimes: Float64Array;
  readonly dataOffsets: Float64Array;
  /** Index into `fileKinds`. */
  readonly fileKinds: Uint8Array;
  /** Row of the entry's content hash in `hashes`, or -1. */
  readonly hashRows: Int32Array;
  /** SHA-256 of file contents, 32 bytes a row. */
  readonly hashes: Uint8Array;
  /** JSON: `[entry, EntryExtra][]`. */
  readonly extras: Uint8Array;
  /** JSON: what the gatherers saw, see `LayerFacts`. */
  readonly facts: Uint8Array;
  /** Contents of captured files, one after the other; the rows are in `facts`. */
  readonly captured: Uint8Array;
};

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Bytes of a name as a string that loses nothing: bytes that are not UTF-8 become lone surrogates U+DC80–U+DCFF
 * (https://peps.python.org/pep-0383/), which JSON escapes and `encodeName` turns back.
 */
export function decodeName(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return text.includes('\ufffd') ? decodeLossless(bytes) : text;
}

function decodeLossless(bytes: Uint8Array): string {
  let text = '';
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      if (start < at) text += decoder.decode(bytes.subarray(start, at));
      text += String.fromCharCode(0xdc00 + bytes[at]!);
      start = at + 1;
    }
    at += Math.max(1, length);
  }
  return start < bytes.length ? text + decoder.decode(bytes.subarray(start)) : text;
}

/** Bytes of the well-formed UTF-8 sequence at `at`, 0 if there is none. https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506 */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0;
  // Neither longer than it need be, nor a surrogate, nor beyond U+10FFFF.
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let i = at + 2; i < at + length; i++) if ((bytes[i] ?? 0) >>> 6 !== 2) return 0;
  return length;
}

/** The bytes that `decodeName` was given. */
export function encodeName(name: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(name)) return Buffer.from(name, 'utf8');
  const parts = name.split(/(?<![\ud800-\udbff])([\udc80-\udcff])/);
  return Buffer.concat(
    parts.map((part) => (/^[\udc80-\udcff]$/.test(part) ? Buffer.of(part.charCodeAt(0) - 0xdc00) : Buffer.from(part, 'utf8'))),
  );
}

/** Raw path of entry `i`, without leading slash; empty for the root. */
export function pathBytes(columns: IndexColumns, i: number): Uint8Array {
  return columns.names.subarray(i === 0 ? 0 : columns.linkEnds[i - 1], columns.pathEnds[i]);
}

export function linkBytes(columns: IndexColumns, i: number): Uint8Array {
  return columns.names.subarray(columns.pathEnds[i], columns.linkEnds[i]);
}

export function entryKind(columns: IndexColumns, i: number): EntryKind {
  return entryKinds[columns.kinds[i] as number] as EntryKind;
}

export function fileKind(columns: IndexColumns, i: number): FileKind {
  return fileKinds[columns.fileKinds[i] as number] as FileKind;
}

/** SHA-256 of the content as 32 bytes, null where nobody needed it. */
export function contentHash(columns: IndexColumns, i: number): Uint8Array | null {
  const row = columns.hashRows[i] as number;
  return row < 0 ? null : columns.hashes.subarray(row * 32, row * 32 + 32);
}

/** Entry `i` as a value. Loops over many entries read the columns instead. */
export function layerEntry(index: LayerIndex, i: number): LayerEntry {
  const { columns } = index;
  const kind = entryKind(columns, i);
  const link = decodeName(linkBytes(columns, i));
  return {
    path: `/${decodeName(pathBytes(columns, i))}`,
    kind,
    mode: columns.modes[i] as number,
    uid: columns.uids[i] as number,
    gid: columns.gids[i] as number,
    sizeBytes: columns.sizes[i] as number,
    mtime: columns.mtimes[i] as number,
    linkTarget: kind === 'symlink' ? link : kind === 'hardlink' ? `/${link}` : null,
    dataOffset: columns.dataOffsets[i] as number,
    extra: entryExtras(index).get(i) ?? null,
  };
}

const extrasOf = new WeakMap<IndexColumns, ReadonlyMap<number, EntryExtra>>();

/** Extended attributes, device numbers and sparse maps by entry; parsed once. */
export function entryExtras(index: LayerIndex): ReadonlyMap<number, EntryExtra> {
  const known = extrasOf.get(index.columns);
  if (known !== undefined) return known;
  const parsed: ReadonlyMap<number, EntryExtra> = new Map(JSON.parse(decoder.decode(index.columns.extras)) as [number, EntryExtra][]);
  extrasOf.set(index.columns, parsed);
  return parsed;
}
