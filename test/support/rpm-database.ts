import initSqlJs from 'sql.js';

/** A database of rpm as SQLite itself writes it. */
export async function sqliteDatabase(headers: readonly Uint8Array[], pageBytes = 4_096): Promise<Buffer> {
  const { Database } = await initSqlJs();
  const database = new Database();
  database.run(`PRAGMA page_size = ${pageBytes}`);
  database.run("CREATE TABLE 'Name' (key TEXT NOT NULL, hnum INTEGER NOT NULL)");
  database.run("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
  for (const header of headers) database.run('INSERT INTO Packages (blob) VALUES (?)', [header]);
  const bytes = Buffer.from(database.export());
  database.close();
  return bytes;
}

/** `Packages.db`: a page of slots, then the blobs. One slot is left empty. */
export function ndbDatabase(headers: readonly Uint8Array[]): Buffer {
  const slots = Buffer.alloc(4_096);
  slots.write('RpmP', 0, 'latin1');
  slots.writeUInt32LE(1, 12);
  slots.writeUInt32LE(headers.length + 1, 16);
  for (let slot = 2; slot < 256; slot++) slots.write('Slot', 16 * slot, 'latin1');
  const parts: Buffer[] = [slots];
  let block = slots.length / 16;
  for (const [i, header] of headers.entries()) {
    const blob = ndbBlob(i + 1, header);
    const slot = 16 * (3 + i);
    slots.writeUInt32LE(i + 1, slot + 4);
    slots.writeUInt32LE(block, slot + 8);
    slots.writeUInt32LE(blob.length / 16, slot + 12);
    parts.push(blob);
    block += blob.length / 16;
  }
  return Buffer.concat(parts);
}

/** A head of 16 bytes, the header, and a tail of 12 at the end of the last block. */
function ndbBlob(number: number, header: Uint8Array): Buffer {
  const blob = Buffer.alloc(16 * Math.ceil((16 + header.length + 12) / 16));
  blob.write('BlbS', 0, 'latin1');
  blob.writeUInt32LE(number, 4);
  blob.writeUInt32LE(header.length, 12);
  blob.set(header, 16);
  blob.writeUInt32LE(header.length, blob.length - 8);
  blob.write('BlbE', blob.length - 4, 'latin1');
  return blob;
}

/** A hash of Berkeley DB with one key a page; what does not fit into a page goes on in others. */
export function bdbDatabase(headers: readonly Uint8Array[], { pageBytes = 4_096, isBig = false } = {}): Buffer {
  const pages: Buffer[] = [metadataPage(pageBytes, isBig)];
  const write = numberWriter(isBig);
  // The counter of packages, which has the key 0.
  pages.push(hashPage(pageBytes, isBig, 0, Buffer.from([1, 9, 0, 0, 0])));
  for (const [i, header] of headers.entries()) {
    const here = Buffer.concat([Buffer.of(1), header]);
    if (here.length <= pageBytes / 4) {
      pages.push(hashPage(pageBytes, isBig, i + 1, here));
      continue;
    }
    const elsewhere = Buffer.alloc(12);
    elsewhere[0] = 3;
    write.word(elsewhere, pages.length + 1, 4);
    write.word(elsewhere, header.length, 8);
    pages.push(hashPage(pageBytes, isBig, i + 1, elsewhere), ...overflowPages(pageBytes, isBig, header, pages.length + 1));
  }
  return Buffer.concat(pages);
}

function numberWriter(isBig: boolean) {
  return {
    word: (bytes: Buffer, value: number, at: number) => (isBig ? bytes.writeUInt32BE(value, at) : bytes.writeUInt32LE(value, at)),
    half: (bytes: Buffer, value: number, at: number) => (isBig ? bytes.writeUInt16BE(value, at) : bytes.writeUInt16LE(value, at)),
  };
}

function metadataPage(pageBytes: number, isBig: boolean): Buffer {
  const page = Buffer.alloc(pageBytes);
  const { word } = numberWriter(isBig);
  word(page, 0x061561, 12);
  word(page, 9, 16);
  word(page, pageBytes, 20);
  page[25] = 8;
  return page;
}

function hashPage(pageBytes: number, isBig: boolean, key: number, value: Buffer): Buffer {
  const page = Buffer.alloc(pageBytes);
  const { word, half } = numberWriter(isBig);
  const keyStart = pageBytes - 5;
  half(page, 2, 20);
  page[25] = 13;
  half(page, keyStart, 26);
  half(page, keyStart - value.length, 28);
  page[keyStart] = 1;
  word(page, key, keyStart + 1);
  value.copy(page, keyStart - value.length);
  return page;
}

function overflowPages(pageBytes: number, isBig: boolean, value: Uint8Array, first: number): readonly Buffer[] {
  const room = pageBytes - 26;
  const count = Math.ceil(value.length / room);
  const { word, half } = numberWriter(isBig);
  return Array.from({ length: count }, (_, i) => {
    const page = Buffer.alloc(pageBytes);
    const part = value.subarray(i * room, (i + 1) * room);
    word(page, i + 1 === count ? 0 : first + i + 1, 16);
    half(page, part.length, 22);
    page[25] = 7;
    page.set(part, 26);
    return page;
  });
}
