const hashMagic = 0x061561;
const pageHeadBytes = 26;
const metadataBytes = 512;
/** Of pages; 2 is one of which the entries are not sorted. */
const pageKind = { hashUnsorted: 2, overflow: 7, hash: 13 } as const;
/** Of entries: the bytes stand here, or on other pages. */
const entryKind = { here: 1, elsewhere: 3 } as const;
/** Of a package's number, which is the key; that of 0 counts them. */
const keyBytes = 4;

export function isBdbHash(bytes: Buffer): boolean {
  return bytes.length >= metadataBytes && (bytes.readUInt32LE(12) === hashMagic || bytes.readUInt32BE(12) === hashMagic);
}

/**
 * The values of a hash of Berkeley DB, of either byte order: every page of it is looked at in turn, as their order says nothing.
 * https://docs.oracle.com/database/bdb181/html/programmer_reference/ and `src/dbinc/db_page.h` of its sources
 * @returns at the end a reason where some of it could not be read
 */
export function* bdbPackages(bytes: Buffer): Generator<Buffer, string | null> {
  const isBig = bytes.readUInt32BE(12) === hashMagic;
  const word = (at: number): number => (isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  const half = (at: number): number => (isBig ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at));
  const pageBytes = word(20);
  if (pageBytes < 512 || pageBytes > 65_536 || (pageBytes & (pageBytes - 1)) !== 0)
    return `expected pages of 512 to 65,536 bytes, got ${pageBytes}`;
  if (bytes[24] !== 0) return 'expected a database that is not encrypted';
  const file: BdbFile = { bytes, pageBytes, word, half };
  let leftBytes = bytes.length;
  for (let page = pageBytes; page + pageBytes <= bytes.length; page += pageBytes) {
    const kind = bytes[page + 25]!;
    if (kind !== pageKind.hash && kind !== pageKind.hashUnsorted) continue;
    for (const value of pageValues(file, page)) {
      const blob = value === null ? null : readValue(file, value, leftBytes);
      if (blob === null) return `expected a whole value on the page at byte ${page}`;
      leftBytes -= blob.length;
      yield blob;
    }
  }
  return null;
}

type BdbFile = {
  readonly bytes: Buffer;
  readonly pageBytes: number;
  readonly word: (at: number) => number;
  readonly half: (at: number) => number;
};

type Range = readonly [start: number, end: number];

/** Entries are filled in from the end of a page: a key, its value, the next key. null: the page contradicts itself. */
function* pageValues({ bytes, pageBytes, half, word }: BdbFile, page: number): Generator<Range | null> {
  const count = half(page + 20);
  const start = (entry: number): number => page + half(page + pageHeadBytes + 2 * entry);
  if (pageHeadBytes + 2 * count > pageBytes) return yield null;
  for (let key = 0; key + 1 < count; key += 2) {
    const keyEnd = key === 0 ? page + pageBytes : start(key - 1);
    const [keyStart, valueStart] = [start(key), start(key + 1)];
    if (valueStart < page + pageHeadBytes || valueStart >= keyStart || keyStart >= keyEnd || keyEnd > page + pageBytes) yield null;
    else if (keyEnd - keyStart !== 1 + keyBytes || bytes[keyStart] !== entryKind.here || word(keyStart + 1) !== 0)
      yield [valueStart, keyStart];
  }
}

function readValue(file: BdbFile, [start, end]: Range, maxBytes: number): Buffer | null {
  const { bytes, word } = file;
  if (bytes[start] === entryKind.here) return end - start - 1 > maxBytes ? null : bytes.subarray(start + 1, end);
  if (bytes[start] !== entryKind.elsewhere || end - start < 12) return null;
  const length = word(start + 8);
  return length > maxBytes ? null : readOverflow(file, word(start + 4), length);
}

/** Each page of a chain brings at least a byte, so that one that runs in circles has an end. */
function readOverflow({ bytes, pageBytes, half, word }: BdbFile, first: number, length: number): Buffer | null {
  const value = Buffer.alloc(length);
  let filled = 0;
  for (let number = first; filled < length; number = word(number * pageBytes + 16)) {
    const page = number * pageBytes;
    if (number === 0 || page + pageBytes > bytes.length || bytes[page + 25] !== pageKind.overflow) return null;
    const here = Math.min(half(page + 22), pageBytes - pageHeadBytes, length - filled);
    if (here === 0) return null;
    filled += bytes.copy(value, filled, page + pageHeadBytes, page + pageHeadBytes + here);
  }
  return value;
}
