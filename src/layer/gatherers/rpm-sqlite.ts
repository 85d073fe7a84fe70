const magic = Buffer.from('SQLite format 3\0', 'latin1');
const headerBytes = 100;
const pageKind = { interior: 0x05, leaf: 0x0d } as const;
const maxColumns = 64;

export function isSqlite(bytes: Buffer): boolean {
  return bytes.length >= headerBytes && bytes.subarray(0, magic.length).equals(magic);
}

/**
 * The blobs of the table `Packages`, which has a number and a blob for each package. One table is walked from its first row to its
 * last, which needs no engine: whatever else the database holds stays unread.
 * https://www.sqlite.org/fileformat2.html
 * @returns at the end a reason where some of it could not be read
 */
export function* sqlitePackages(bytes: Buffer): Generator<Buffer, string | null> {
  const file = openDatabase(bytes);
  if (file === null) return 'expected a database of SQLite with pages of 512 to 65,536 bytes';
  const root = findTable(file, 'Packages');
  if (root === null) return 'expected a table Packages, got none';
  const rows = tableRows(file, root);
  for (let row = rows.next(); ; row = rows.next()) {
    if (row.done === true) return row.value;
    const blob = recordColumns(row.value)[1];
    if (blob !== undefined && blob.length > 0) yield blob;
  }
}

type Database = {
  readonly bytes: Buffer;
  readonly pageBytes: number;
  /** Of a page, without what extensions keep at its end. */
  readonly usableBytes: number;
};

function openDatabase(bytes: Buffer): Database | null {
  const stated = bytes.readUInt16BE(16);
  const pageBytes = stated === 1 ? 65_536 : stated;
  const usableBytes = pageBytes - bytes[20]!;
  return pageBytes < 512 || (pageBytes & (pageBytes - 1)) !== 0 || usableBytes < 480 ? null : { bytes, pageBytes, usableBytes };
}

/** The schema is a table that begins on the first page: type, name, table, first page, text. */
function findTable(file: Database, name: string): number | null {
  for (const row of tableRows(file, 1)) {
    const [type, own, , root] = recordColumns(row);
    if (type?.toString('latin1') === 'table' && own?.toString('latin1') === name && root !== undefined && root.length > 0)
      return root.readUIntBE(0, Math.min(root.length, 6));
  }
  return null;
}

/** Records of a table in the order of its tree. No page is visited twice, so that no tree that runs in circles has no end. */
function* tableRows(file: Database, root: number): Generator<Buffer, string | null> {
  const seen = new Set<number>();
  // What all records take together cannot be more than there is.
  let leftBytes = file.bytes.length;
  const open = [root];
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    const page = pageAt(file, number);
    if (page === null || seen.has(number)) return `expected a page of the table at page ${number}`;
    seen.add(number);
    // The first page begins with the header of the file.
    const start = number === 1 ? headerBytes : 0;
    const kind = page[start]!;
    if (kind === pageKind.interior) open.push(...childPages(page, start));
    else if (kind !== pageKind.leaf) return `expected a page of a table, got one of kind ${kind} at page ${number}`;
    for (const cell of kind === pageKind.leaf ? cellOffsets(page, start, 8) : []) {
      const record = readRecord(file, page, cell, leftBytes);
      if (record === null) return `expected a whole record at byte ${cell} of page ${number}`;
      leftBytes -= record.length;
      yield record;
    }
  }
  return null;
}

function pageAt({ bytes, pageBytes }: Database, number: number): Buffer | null {
  const start = (number - 1) * pageBytes;
  return number < 1 || start + pageBytes > bytes.length ? null : bytes.subarray(start, start + pageBytes);
}

function cellOffsets(page: Buffer, start: number, headBytes: 8 | 12): readonly number[] {
  const count = Math.min(page.readUInt16BE(start + 3), Math.floor((page.length - start - headBytes) / 2));
  return Array.from({ length: count }, (_, i) => page.readUInt16BE(start + headBytes + 2 * i));
}

/** The last first, as they are taken from behind. */
function childPages(page: Buffer, start: number): readonly number[] {
  const children = cellOffsets(page, start, 12).flatMap((cell) => (cell + 4 <= page.length ? [page.readUInt32BE(cell)] : []));
  return [...children, page.readUInt32BE(start + 8)].reverse();
}

/** What does not fit into the page goes on in a chain of others. */
function readRecord(file: Database, page: Buffer, cell: number, maxBytes: number): Buffer | null {
  const length = readVarint(page, cell);
  const rowId = length === null ? null : readVarint(page, length.end);
  if (length === null || rowId === null || length.value > maxBytes) return null;
  const localBytes = bytesInPage(length.value, file.usableBytes);
  const local = page.subarray(rowId.end, rowId.end + localBytes);
  if (local.length < localBytes) return null;
  if (localBytes === length.value) return local;
  const record = Buffer.alloc(length.value);
  let filled = local.copy(record);
  let next = rowId.end + localBytes + 4 <= page.length ? page.readUInt32BE(rowId.end + localBytes) : 0;
  while (filled < record.length) {
    const overflow = pageAt(file, next);
    if (overflow === null) return null;
    filled += overflow.copy(record, filled, 4, file.usableBytes);
    next = overflow.readUInt32BE(0);
  }
  return record;
}

function bytesInPage(length: number, usableBytes: number): number {
  const most = usableBytes - 35;
  if (length <= most) return length;
  const least = Math.floor(((usableBytes - 12) * 32) / 255) - 23;
  const even = least + ((length - least) % (usableBytes - 4));
  return even <= most ? even : least;
}

/** Texts, blobs and integers as bytes; others are empty. */
function recordColumns(record: Buffer): readonly Buffer[] {
  const head = readVarint(record, 0);
  if (head === null) return [];
  const columns: Buffer[] = [];
  let start = head.value;
  for (let at = head.end; at < Math.min(head.value, record.length) && columns.length < maxColumns; ) {
    const type = readVarint(record, at);
    if (type === null) break;
    const length = columnBytes(type.value);
    columns.push(record.subarray(start, start + length));
    start += length;
    at = type.end;
  }
  return columns;
}

const integerBytes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];

function columnBytes(type: number): number {
  return type < 12 ? integerBytes[type]! : Math.floor((type - 12) / 2);
}

/** Beyond 2^53 it loses precision, where no file reaches. */
function readVarint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let i = 0; i < 9; i++) {
    const byte = bytes[start + i];
    if (byte === undefined) return null;
    if (i === 8) return { value: value * 256 + byte, end: start + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: start + i + 1 };
  }
  return null;
}
