/** How numbers are written: ELF has two word sizes and two byte orders. */
export type ElfEncoding = { readonly class: 32 | 64; readonly endian: 'little' | 'big' };

/** Width in bytes, or `word` for 4 or 8 by class; then the value. */
export type ElfField = readonly [width: 1 | 2 | 4 | 'word', value: number];

export function encodeFields(encoding: ElfEncoding, fields: readonly ElfField[]): Uint8Array {
  return Buffer.concat(fields.map(([width, value]) => encodeNumber(encoding, width === 'word' ? encoding.class / 8 : width, value)));
}

function encodeNumber({ endian }: ElfEncoding, width: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(width);
  if (width === 8) bytes.writeBigUInt64LE(BigInt(value));
  else bytes.writeUIntLE(value, 0, width);
  return endian === 'little' ? bytes : bytes.reverse();
}

/** NUL-terminated strings one after the other, the empty one first. */
export type StringTable = { readonly bytes: Uint8Array; readonly offsetOf: (text: string) => number };

export function stringTable(strings: readonly string[]): StringTable {
  const offsets = new Map([['', 0]]);
  let length = 1;
  for (const text of new Set(strings)) {
    if (offsets.has(text)) continue;
    offsets.set(text, length);
    length += Buffer.byteLength(text) + 1;
  }
  return { bytes: Buffer.from([...offsets.keys()].map((text) => `${text}\0`).join(''), 'utf8'), offsetOf: (text) => offsets.get(text)! };
}
