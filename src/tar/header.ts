import { InspectError } from '../model/errors.ts';
import { describeBytes } from './sniff.ts';

export const blockBytes = 512;

/** One header block as it stands, before PAX and GNU records change it. Names are views into the block. */
export type TarHeader = {
  /** Character code of the type flag; 0 in archives of before POSIX. */
  readonly typeflag: number;
  readonly name: Buffer;
  readonly linkName: Buffer;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly sizeBytes: number;
  readonly mtime: number;
  readonly devMajor: number;
  readonly devMinor: number;
};

const slash = 0x2f;
const ustar = Buffer.from('ustar');
const star = Buffer.from('tar\0');
const noText = Buffer.alloc(0);

/**
 * Parses the block at `at`. Layout: https://www.gnu.org/software/tar/manual/html_node/Standard.html
 * @param position of the block in the archive, for the message
 * @throws InspectError `malformed-tar`
 */
export function parseHeader(block: Buffer, at: number, position: number): TarHeader {
  verifyChecksum(block, at, position);
  const isUstar = hasText(block, at + 257, ustar);
  const prefixBytes = isUstar && block[at + 345] !== 0 ? prefixLength(block, at) : 0;
  return {
    typeflag: block[at + 156]!,
    name: prefixBytes === 0 ? text(block, at, 100) : joinPrefix(text(block, at + 345, prefixBytes), text(block, at, 100)),
    linkName: block[at + 157] === 0 ? noText : text(block, at + 157, 100),
    mode: number(block, at + 100, 8, 'mode', position) & 0o7777,
    uid: number(block, at + 108, 8, 'owner', position),
    gid: number(block, at + 116, 8, 'group', position),
    sizeBytes: number(block, at + 124, 12, 'size', position),
    mtime: number(block, at + 136, 12, 'time', position),
    devMajor: isUstar ? number(block, at + 329, 8, 'device number', position) : 0,
    devMinor: isUstar ? number(block, at + 337, 8, 'device number', position) : 0,
  };
}

/** GNU's magic is `ustar  `: it keeps times and sparse maps where others have the prefix. Star marks its own at the end of the block. */
function prefixLength(block: Buffer, at: number): number {
  if (block[at + 262] === 0x20) return hasGoPrefix(block, at) ? 155 : 0;
  return hasText(block, at + 508, star) ? 131 : 155;
}

/** Go before 1.8 wrote a prefix into GNU headers too, and engines still read it: https://go.dev/issue/12594. It is no pair of times. */
function hasGoPrefix(block: Buffer, at: number): boolean {
  if (isNumber(block, at + 345, 12) && isNumber(block, at + 357, 12)) return false;
  return text(block, at + 345, 155).every((byte) => byte < 0x80);
}

function isNumber(block: Buffer, at: number, length: number): boolean {
  return (block[at]! & 0x80) !== 0 || octalDigits(block, at, length) !== null;
}

/** The same header, its names no longer views into a block that will be overwritten. */
export function detach(header: TarHeader): TarHeader {
  return { ...header, name: Buffer.from(header.name), linkName: Buffer.from(header.linkName) };
}

export function isZeroBlock(block: Buffer, at: number): boolean {
  for (let i = at; i < at + blockBytes; i++) if (block[i] !== 0) return false;
  return true;
}

/** Bytes that the content of a member occupies in the archive. */
export function paddedBytes(sizeBytes: number): number {
  return Math.ceil(sizeBytes / blockBytes) * blockBytes;
}

/**
 * A number field: octal digits, or GNU's base-256 where the first bit is set.
 * https://www.gnu.org/software/tar/manual/html_node/Extensions.html
 */
export function number(block: Buffer, at: number, length: number, field: string, position: number): number {
  return (block[at]! & 0x80) !== 0 ? base256(block, at, length, field, position) : octal(block, at, length, field, position);
}

function octal(block: Buffer, start: number, length: number, field: string, position: number): number {
  const value = octalDigits(block, start, length);
  if (value !== null) return value;
  const found = JSON.stringify(block.toString('latin1', start, start + length));
  throw new InspectError('malformed-tar', `expected an octal ${field} in the tar header at byte ${position}, got ${found}`);
}

/** null where other signs than digits come before a NUL or a space. */
function octalDigits(block: Buffer, start: number, length: number): number | null {
  const end = start + length;
  let at = start;
  while (at < end && (block[at] === 0x20 || block[at] === 0)) at++;
  let value = 0;
  for (; at < end; at++) {
    const digit = block[at]! - 0x30;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  return at < end && block[at] !== 0 && block[at] !== 0x20 ? null : value;
}

function base256(block: Buffer, at: number, length: number, field: string, position: number): number {
  const isNegative = (block[at]! & 0x40) !== 0;
  let value = block[at]! & 0x3f;
  if (isNegative) value -= 0x40;
  for (let i = at + 1; i < at + length; i++) value = value * 256 + block[i]!;
  if (!Number.isSafeInteger(value)) {
    throw new InspectError('malformed-tar', `expected a ${field} of at most 2^53 in the tar header at byte ${position}, got ${value}`);
  }
  return value;
}

/** The sum of all bytes with the checksum field as spaces; some old writers summed signed bytes. */
function verifyChecksum(block: Buffer, at: number, position: number): void {
  let field = 0;
  for (let i = at + 148; i < at + 156; i++) field += block[i]!;
  const sum = sumBytes(block, at) - field + 8 * 0x20;
  const stored = octalDigits(block, at + 148, 8);
  if (stored !== sum && stored !== sum - 256 * countHighBytes(block, at)) {
    const found = describeBytes(block.subarray(at, at + blockBytes));
    throw new InspectError('malformed-tar', `expected a tar header at byte ${position}, got ${found}`);
  }
}

let viewed: ArrayBufferLike | null = null;
let view: DataView = new DataView(new ArrayBuffer(0));

/** Four bytes at a time: two lanes of sixteen bits, which 512 bytes of 255 do not fill. */
function sumBytes(block: Buffer, at: number): number {
  if (viewed !== block.buffer) {
    viewed = block.buffer;
    view = new DataView(viewed);
  }
  const start = block.byteOffset + at;
  let lanes = 0;
  for (let i = start; i < start + blockBytes; i += 4) {
    const word = view.getUint32(i, true);
    lanes = (lanes + (word & 0x00ff00ff) + ((word >>> 8) & 0x00ff00ff)) | 0;
  }
  return (lanes & 0xffff) + (lanes >>> 16);
}

function countHighBytes(block: Buffer, at: number): number {
  let high = 0;
  for (let i = at; i < at + blockBytes; i++) if (i < at + 148 || i >= at + 156) high += block[i]! >>> 7;
  return high;
}

function text(block: Buffer, at: number, length: number): Buffer {
  let end = at;
  while (end < at + length && block[end] !== 0) end++;
  return block.subarray(at, end);
}

function hasText(block: Buffer, at: number, text: Buffer): boolean {
  for (let i = 0; i < text.length; i++) if (block[at + i] !== text[i]) return false;
  return true;
}

function joinPrefix(prefix: Buffer, name: Buffer): Buffer {
  return prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.of(slash), name]);
}
