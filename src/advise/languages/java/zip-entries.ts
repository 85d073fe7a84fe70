import { inflateRawSync } from 'node:zlib';

/** A file in an archive; its content is inflated when asked for. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export type ZipEntry = {
  readonly name: string;
  readonly sizeBytes: number;
  /** @returns null where it is longer than that or than `sizeBytes`, or damaged, or where entries share more bytes than those of an honest archive */
  readonly content: (maxBytes: number) => Uint8Array | null;
};

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const maxEntries = 1_000_000;
/** As often may everything be read; a directory that names the same bytes again and again would keep us busy for hours. */
const maxReadings = 4;

type Budget = { packedBytes: number };

/** Files of a zip archive, by its central directory; null for what is none. Archives of more than 4 GB are not read. */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = findEnd(view);
  if (end < 0) return null;
  const entries: ZipEntry[] = [];
  const left: Budget = { packedBytes: maxReadings * view.length };
  // Something may lie before the archive: a script that starts it.
  const directoryBytes = view.readUInt32LE(end + 12);
  const shift = end - directoryBytes - view.readUInt32LE(end + 16);
  for (let at = end - directoryBytes; at >= 0 && at + 46 <= end && entries.length < maxEntries; ) {
    if (view.readUInt32LE(at) !== entrySignature) break;
    const [nameLength, extraLength, commentLength] = [view.readUInt16LE(at + 28), view.readUInt16LE(at + 30), view.readUInt16LE(at + 32)];
    entries.push(toEntry(view, at, shift, nameLength, left));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

function findEnd(view: Buffer): number {
  for (let at = view.length - 22; at >= 0 && at >= view.length - 65_557; at--) {
    if (view.readUInt32LE(at) === endSignature) return at;
  }
  return -1;
}

function toEntry(view: Buffer, at: number, shift: number, nameLength: number, left: Budget): ZipEntry {
  const [method, packedBytes, sizeBytes] = [view.readUInt16LE(at + 10), view.readUInt32LE(at + 20), view.readUInt32LE(at + 24)];
  const local = view.readUInt32LE(at + 42) + shift;
  const name = view.toString('utf8', at + 46, at + 46 + nameLength);
  const content = (maxBytes: number): Uint8Array | null => {
    left.packedBytes -= packedBytes;
    return left.packedBytes < 0 ? null : readContent(view, { local, method, packedBytes, sizeBytes }, maxBytes);
  };
  return { name, sizeBytes, content };
}

type Stored = { readonly local: number; readonly method: number; readonly packedBytes: number; readonly sizeBytes: number };

function readContent(view: Buffer, { local, method, packedBytes, sizeBytes }: Stored, maxBytes: number): Uint8Array | null {
  if (sizeBytes > maxBytes || local < 0 || local + 30 > view.length || view.readUInt32LE(local) !== localSignature) return null;
  const start = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  const packed = view.subarray(start, start + packedBytes);
  if (method === 0) return packed;
  return method === 8 ? inflated(packed, sizeBytes) : null;
}

function inflated(packed: Uint8Array, sizeBytes: number): Uint8Array | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, sizeBytes) });
  } catch (error) {
    // What zlib refuses is damaged or longer than it says.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
