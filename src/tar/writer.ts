import { InspectError } from '../model/errors.ts';
import { encodeName } from '../model/layer-index.ts';
import { type PaxRecord, paxBlocks } from './writer-pax.ts';
import { tarBlockBytes, ustarBlock } from './writer-ustar.ts';

/** What the writer can write: whiteouts are empty files whose last component starts with `.wh.`. */
export type TarKind = 'file' | 'directory' | 'symlink' | 'hardlink' | 'char' | 'block' | 'fifo';

/** One tar member without its content. */
export type TarInput = {
  /** Absolute and normalised, as `decodeName` gives it: lone surrogates U+DC80–U+DCFF stand for bytes that are not UTF-8. */
  readonly path: string;
  readonly kind: TarKind;
  /** The lower twelve bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970; a fraction or a negative number costs a PAX record. */
  readonly mtime: number;
  /** Symlinks: as written. Hardlinks: absolute and normalised. null for the rest. */
  readonly linkTarget: string | null;
  /** Bytes of content that will follow; counted for regular files only. */
  readonly sizeBytes: number;
  readonly device?: readonly [major: number, minor: number];
  /** Values in base64, as in `EntryExtra`. */
  readonly xattrs?: Readonly<Record<string, string>>;
};

const noBytes = new Uint8Array();

const typeFlags: Readonly<Record<TarKind, string>> = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  char: '3',
  block: '4',
  directory: '5',
  fifo: '6',
};

/** Largest numbers that fit the octal fields of ustar. */
const maxOctal7 = 0o7777777;
const maxOctal11 = 0o77777777777;

/**
 * Everything of a member that stands before its content: the ustar header block, after a PAX header where ustar is too small.
 * The content follows, then `tarPadding`. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
 * @throws InspectError `unsupported` for a device number that no tar format holds
 */
export function tarHeader(member: TarInput): Uint8Array {
  const path = storedPath(member);
  const link = storedLink(member);
  const split = splitPath(path);
  const sizeBytes = member.kind === 'file' ? member.sizeBytes : 0;
  const header = ustarBlock({
    ...(split ?? { prefix: noBytes, name: path.subarray(0, 100) }),
    link: link.subarray(0, 100),
    typeFlag: typeFlags[member.kind],
    mode: member.mode & 0o7777,
    uid: nearest(member.uid, maxOctal7),
    gid: nearest(member.gid, maxOctal7),
    sizeBytes: nearest(sizeBytes, maxOctal11),
    mtime: nearest(member.mtime, maxOctal11),
    device: deviceNumbers(member),
  });
  const records: readonly PaxRecord[] = [
    ...(split === null || !isAscii(path) ? [['path', path] as const] : []),
    ...(link.length > 100 || !isAscii(link) ? [['linkpath', link] as const] : []),
    ...numberRecord('uid', member.uid, maxOctal7),
    ...numberRecord('gid', member.gid, maxOctal7),
    ...numberRecord('size', sizeBytes, maxOctal11),
    ...numberRecord('mtime', member.mtime, maxOctal11),
    ...xattrRecords(member.xattrs ?? {}),
  ];
  return records.length === 0 ? header : Buffer.concat([paxHeader(records), header]);
}

/** Zeros that fill the last block of a content of `sizeBytes`. */
export function tarPadding(sizeBytes: number): Uint8Array {
  return new Uint8Array((tarBlockBytes - (sizeBytes % tarBlockBytes)) % tarBlockBytes);
}

/** The end of the archive: two blocks of zeros. */
export function tarEnd(): Uint8Array {
  return new Uint8Array(2 * tarBlockBytes);
}

function storedPath(member: TarInput): Uint8Array {
  const path = member.path === '/' ? '.' : member.path.slice(1);
  return encodeName(member.kind === 'directory' ? `${path}/` : path);
}

function storedLink(member: TarInput): Uint8Array {
  const target = member.linkTarget ?? '';
  return encodeName(member.kind === 'hardlink' ? target.slice(1) : target);
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at]! >= 0x80) return false;
  return true;
}

/** Halves around a slash, 155 and 100 bytes at most, as ustar stores a long path; null if there is no such slash. */
function splitPath(path: Uint8Array): { readonly prefix: Uint8Array; readonly name: Uint8Array } | null {
  if (path.length <= 100) return { prefix: noBytes, name: path };
  const slash = path.indexOf(0x2f, path.length - 101);
  if (slash <= 0 || slash > 155 || slash === path.length - 1) return null;
  return { prefix: path.subarray(0, slash), name: path.subarray(slash + 1) };
}

function fits(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}

/** What the octal field holds: a number beside it in a PAX record takes precedence, but not every reader sees that. */
function nearest(value: number, max: number): number {
  return fits(value, max) ? value : Math.min(Math.max(Math.floor(value), 0), max);
}

function numberRecord(keyword: string, value: number, max: number): readonly PaxRecord[] {
  return fits(value, max) ? [] : [[keyword, Buffer.from(decimal(value))]];
}

/** `SCHILY.xattr.*`, which GNU tar, Docker and containerd read; sorted, so that the same member gives the same bytes. */
function xattrRecords(xattrs: Readonly<Record<string, string>>): readonly PaxRecord[] {
  const sorted = Object.entries(xattrs).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([name, value]) => [`SCHILY.xattr.${name}`, Buffer.from(value, 'base64')]);
}

/** Without exponent: PAX knows none. Nanoseconds are the smallest unit that file systems keep. */
function decimal(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(9).replace(/\.?0+$/, '');
}

function deviceNumbers(member: TarInput): readonly [major: number, minor: number] {
  const device = member.device ?? [0, 0];
  if (device[0] <= maxOctal7 && device[1] <= maxOctal7) return device;
  throw new InspectError('unsupported', `${member.path}: expected device numbers up to ${maxOctal7}, got ${device.join(', ')}`);
}

function paxHeader(records: readonly PaxRecord[]): Uint8Array {
  const { sizeBytes, blocks } = paxBlocks(records);
  const fields = { prefix: noBytes, link: noBytes, mode: 0o644, uid: 0, gid: 0, mtime: 0, device: [0, 0] } as const;
  return Buffer.concat([ustarBlock({ ...fields, name: Buffer.from('PaxHeaders'), typeFlag: 'x', sizeBytes }), blocks]);
}
