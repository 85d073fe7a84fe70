import { type FileKind, fileKinds } from '../model/facts.ts';
import { sniffCompression } from '../tar/sniff.ts';

type Magic = { readonly kind: FileKind; readonly at?: number; readonly bytes: readonly number[] };

const ascii = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')];

/** Ordered: the first that fits wins. `0xcafebabe` is Java's and Mach-O's; the next word tells them apart. */
const magics: readonly Magic[] = [
  { kind: 'elf', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { kind: 'script', bytes: ascii('#!') },
  { kind: 'zip', bytes: ascii('PK\x03\x04') },
  { kind: 'zip', bytes: ascii('PK\x05\x06') },
  { kind: 'ar', bytes: ascii('!<arch>\n') },
  { kind: 'ar', bytes: ascii('!<thin>\n') },
  { kind: 'pe', bytes: ascii('MZ') },
  { kind: 'mach-o', bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { kind: 'mach-o', bytes: [0xce, 0xfa, 0xed, 0xfe] },
  { kind: 'sqlite', bytes: ascii('SQLite format 3\0') },
  { kind: 'image', bytes: ascii('\x89PNG\r\n') },
  { kind: 'image', bytes: ascii('GIF8') },
  { kind: 'image', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'font', bytes: [0x00, 0x01, 0x00, 0x00, 0x00] },
  { kind: 'font', bytes: ascii('OTTO') },
  { kind: 'font', bytes: ascii('wOF') },
  { kind: 'wasm', bytes: ascii('\0asm') },
  { kind: 'pem', bytes: ascii('-----BEGIN ') },
  { kind: 'tar', at: 257, bytes: ascii('ustar') },
];

const numberOf = Object.fromEntries(fileKinds.map((kind, i) => [kind, i])) as Record<FileKind, number>;

/** First byte → the magics at offset 0 that begin with it, as most files match none. */
const byFirstByte: readonly (readonly Magic[])[] = Array.from({ length: 256 }, (_, first) =>
  magics.filter((magic) => magic.at === undefined && magic.bytes[0] === first),
);
const elsewhere = magics.filter((magic) => magic.at !== undefined);

/** @returns an index into `fileKinds` */
export function sniffFileKind(head: Buffer, sizeBytes: number): number {
  return numberOf[sizeBytes === 0 ? 'empty' : head.length === 0 ? 'unknown' : kindOf(head)];
}

function kindOf(head: Buffer): FileKind {
  const first = head[0]!;
  const found = byFirstByte[first]!.find((magic) => matches(head, magic)) ?? elsewhere.find((magic) => matches(head, magic));
  if (found !== undefined) return found.kind;
  if (first === 0xca && head.length >= 8 && head.readUInt32BE(0) === 0xcafebabe) return head.readUInt32BE(4) < 45 ? 'mach-o' : 'java-class';
  // CPython: two bytes of version, then CR LF.
  if (head.length >= 16 && head[2] === 0x0d && head[3] === 0x0a && head[1]! <= 0x1f) return 'python-bytecode';
  const compression = sniffCompression(head);
  if (compression !== 'none') return compression;
  return isText(head) ? 'text' : 'other';
}

function matches(head: Buffer, magic: Magic): boolean {
  const at = magic.at ?? 0;
  for (let i = 0; i < magic.bytes.length; i++) if (head[at + i] !== magic.bytes[i]) return false;
  return true;
}

/** No control character but white space and escape among the first 512 bytes; bytes above 0x7f may be UTF-8 or any old code page. */
function isText(head: Buffer): boolean {
  const end = Math.min(head.length, 512);
  for (let i = 0; i < end; i++) {
    const byte = head[i]!;
    if (byte < 0x20 && (byte < 0x07 || byte > 0x0d) && byte !== 0x1b) return false;
  }
  return true;
}
