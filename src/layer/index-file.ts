import { createHash } from 'node:crypto';
import type { IndexColumns, LayerIndex } from '../model/layer-index.ts';

/** Raised whenever the layout of this file or of the columns changes. */
export const indexFormat = 3;

const magic = Buffer.from('flense index\0\0\0\n', 'latin1');
const checksumBytes = 32;
const alignment = 8;

const columnTypes = {
  names: Uint8Array,
  pathEnds: Uint32Array,
  linkEnds: Uint32Array,
  shared: Uint16Array,
  kinds: Uint8Array,
  modes: Uint16Array,
  uids: Uint32Array,
  gids: Uint32Array,
  sizes: Float64Array,
  mtimes: Float64Array,
  dataOffsets: Float64Array,
  fileKinds: Uint8Array,
  hashRows: Int32Array,
  hashes: Uint8Array,
  extras: Uint8Array,
  facts: Uint8Array,
  captured: Uint8Array,
} as const satisfies { readonly [Name in keyof IndexColumns]: unknown };

type ColumnName = keyof IndexColumns;
const columnNames = Object.keys(columnTypes) as readonly ColumnName[];

type FileHeader = {
  readonly format: number;
  readonly entryCount: number;
  readonly sizeBytes: number;
  readonly tarBytes: number;
  /** Bytes of each column, in the order of `columnTypes`; each starts at a multiple of eight. */
  readonly columnBytes: readonly number[];
};

/**
 * An index as a file: magic, length of the header, header as JSON, the columns as they lie in memory, SHA-256 of it all.
 * Numbers are in the byte order of this machine; a file from a machine of the other order fails the check of its header.
 */
export function encodeIndex(index: LayerIndex): Buffer {
  const columns = columnNames.map((name) => index.columns[name]);
  const header = Buffer.from(
    JSON.stringify({
      format: indexFormat,
      entryCount: index.entryCount,
      sizeBytes: index.sizeBytes,
      tarBytes: index.tarBytes,
      columnBytes: columns.map((column) => column.byteLength),
    } satisfies FileHeader),
  );
  const start = align(magic.length + 4 + header.length);
  const total = columns.reduce((length, column) => length + align(column.byteLength), start);
  const file = Buffer.alloc(total + checksumBytes);
  magic.copy(file);
  new Uint32Array(file.buffer, file.byteOffset + magic.length, 1)[0] = header.length;
  header.copy(file, magic.length + 4);
  let at = start;
  for (const column of columns) {
    file.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += align(column.byteLength);
  }
  createHash('sha256').update(file.subarray(0, total)).digest().copy(file, total);
  return file;
}

/** The index in a file that `encodeIndex` wrote, its columns views into `bytes`; null for anything else. */
export function decodeIndex(bytes: ArrayBuffer): LayerIndex | null {
  const file = Buffer.from(bytes);
  const total = file.length - checksumBytes;
  if (total < magic.length + 4 || !file.subarray(0, magic.length).equals(magic)) return null;
  if (!createHash('sha256').update(file.subarray(0, total)).digest().equals(file.subarray(total))) return null;
  const headerBytes = new Uint32Array(bytes, magic.length, 1)[0]!;
  const header = parseFileHeader(file.toString('utf8', magic.length + 4, Math.min(magic.length + 4 + headerBytes, total)));
  const columns = header === null ? null : columnsAt(bytes, align(magic.length + 4 + headerBytes), total, header.columnBytes);
  if (header === null || columns === null) return null;
  return { entryCount: header.entryCount, sizeBytes: header.sizeBytes, tarBytes: header.tarBytes, columns };
}

/** null for that of another format, or of a machine of the other byte order, which comes with another length. */
function parseFileHeader(text: string): FileHeader | null {
  try {
    const header = JSON.parse(text) as FileHeader;
    return header.format === indexFormat ? header : null;
  } catch {
    // No JSON.
    return null;
  }
}

/** null where they do not fill the file up to `end`. */
function columnsAt(bytes: ArrayBuffer, start: number, end: number, columnBytes: readonly number[]): IndexColumns | null {
  const isWhole = columnNames.every((name, i) => columnBytes[i]! % columnTypes[name].BYTES_PER_ELEMENT === 0);
  if (!isWhole || columnBytes.reduce((at, length) => at + align(length), start) !== end) return null;
  let at = start;
  const columns = columnNames.map((name, i) => {
    const length = columnBytes[i]!;
    const column = new columnTypes[name](bytes, at, length / columnTypes[name].BYTES_PER_ELEMENT);
    at += align(length);
    return [name, column] as const;
  });
  return Object.fromEntries(columns) as unknown as IndexColumns;
}

function align(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
