/** Where parts of a program are in memory. https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html */
type Segment = { readonly offset: number; readonly address: number; readonly length: number; readonly isCode: boolean };

const [machineX86, loadable, executable] = [62, 1, 1];
const maxSegments = 64;
/** More with code in them are there to be looked through again and again. */
const maxCode = 4;
const maxNames = 100_000;
/** Loads of an address in one file; a program of 100 MB has a tenth. */
const maxLoads = 8_000_000;
const [shortest, longest] = [2, 64];
/** Bytes between the two instructions that hand over a constant. */
const reach = 10;
const isName = /^[\w.+-]+$/;

/**
 * Constants of letters, digits, `_`, `.`, `+` and `-` that the code hands over by address and length, as Go and Rust do, which pack
 * all of them one after the other: `lea reg, [rip + d]` beside `mov reg, length`. Only of 64-bit x86; of others there are none.
 */
export function constantNames(bytes: Buffer): ReadonlySet<string> {
  const found = new Set<string>();
  const segments = segmentsOf(bytes);
  let left = maxLoads;
  for (const { offset, address, length } of segments.filter(({ isCode }) => isCode).slice(0, maxCode)) {
    const end = Math.min(offset + length, bytes.length) - 16;
    for (let at = bytes.indexOf(0x8d, offset + 16); at >= 0 && at < end && found.size < maxNames; at = bytes.indexOf(0x8d, at + 1)) {
      // REX.W, and an operand that is relative to the instruction.
      if ((bytes[at - 1]! & 0xfb) !== 0x48 || (bytes[at + 1]! & 0xc7) !== 0x05) continue;
      const start = placeOf(segments, at + 6 - offset + address + bytes.readInt32LE(at + 2));
      if (start === null) continue;
      if (--left < 0) return found;
      for (const size of lengthsNear(bytes, at)) {
        const text = bytes.toString('latin1', start, start + size);
        if (text.length === size && isName.test(text)) found.add(text);
      }
    }
  }
  return found;
}

/** Of `mov reg, length` right before the address is loaded, or soon after. */
function lengthsNear(bytes: Buffer, lea: number): readonly number[] {
  const sizes: number[] = [];
  for (let at = lea - 1 - reach; at <= lea + 6 + reach; at++) {
    if (at + 5 > lea - 1 && at < lea + 6) continue;
    const size = bytes[at + 1]!;
    const isMove = (bytes[at]! & 0xf8) === 0xb8 && bytes[at + 2] === 0 && bytes[at + 3] === 0 && bytes[at + 4] === 0;
    if (isMove && size >= shortest && size <= longest) sizes.push(size);
  }
  return sizes;
}

function placeOf(segments: readonly Segment[], address: number): number | null {
  for (const one of segments) if (address >= one.address && address < one.address + one.length) return address - one.address + one.offset;
  return null;
}

/** Of a little-endian 64-bit file. */
function segmentsOf(bytes: Buffer): readonly Segment[] {
  const isOurs = bytes.length > 64 && bytes[4] === 2 && bytes[5] === 1 && bytes.readUInt16LE(18) === machineX86;
  if (!isOurs) return [];
  const [table, size, count] = [Number(bytes.readBigUInt64LE(32)), bytes.readUInt16LE(54), bytes.readUInt16LE(56)];
  const found: Segment[] = [];
  for (let index = 0; index < Math.min(count, maxSegments); index++) {
    const at = table + index * size;
    if (at + 56 > bytes.length) break;
    if (bytes.readUInt32LE(at) !== loadable) continue;
    const [offset, address, length] = [8, 16, 32].map((field) => Number(bytes.readBigUInt64LE(at + field)));
    found.push({ offset: offset!, address: address!, length: length!, isCode: (bytes.readUInt32LE(at + 4) & executable) !== 0 });
  }
  return found;
}
