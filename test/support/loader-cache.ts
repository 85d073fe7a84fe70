export type LoaderCacheOptions = {
  readonly endian?: 'little' | 'big';
  /** Writes the old form in front, with that many entries that nobody reads. */
  readonly oldEntries?: number;
  /** Default true: the flags say the byte order, as since glibc 2.33. */
  readonly isMarked?: boolean;
};

/** `/etc/ld.so.cache` as glibc writes it: header of 48 bytes, entries of 24, then strings. */
export function loaderCache(entries: readonly (readonly [name: string, path: string])[], options: LoaderCacheOptions = {}): Uint8Array {
  const { endian = 'little', oldEntries = null, isMarked = true } = options;
  const strings = entries.flat().map((text) => Buffer.from(`${text}\0`));
  const table = Buffer.alloc(48 + 24 * entries.length);
  const word = (value: number, at: number): void =>
    void (endian === 'little' ? table.writeUInt32LE(value, at) : table.writeUInt32BE(value, at));
  table.write('glibc-ld.so.cache1.1', 'latin1');
  word(entries.length, 20);
  word(
    strings.reduce((sum, { length }) => sum + length, 0),
    24,
  );
  if (isMarked) table[28] = endian === 'little' ? 2 : 3;
  let offset = table.length;
  for (const [i, text] of strings.entries()) {
    word(offset, 48 + 24 * Math.floor(i / 2) + (i % 2 === 0 ? 4 : 8));
    offset += text.length;
  }
  const cache = Buffer.concat([table, ...strings]);
  return oldEntries === null ? cache : Buffer.concat([oldForm(oldEntries), cache]);
}

function oldForm(count: number): Buffer {
  const old = Buffer.alloc(Math.ceil((16 + 12 * count) / 8) * 8);
  old.write('ld.so-1.7.0', 'latin1');
  old.writeUInt32LE(count, 12);
  return old;
}
