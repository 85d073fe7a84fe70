import { inflateRawSync } from 'node:zlib';

/** A file, or a part of one, that can be read at any place. */
export type ByteSource = {
  readonly sizeBytes: number;
  /** null for what lies outside, or cannot be read. */
  readonly read: (offset: number, length: number) => Buffer | null;
};

export type ZipMember = {
  /** As it is written, which may be anything. */
  readonly name: string;
  readonly isStored: boolean;
  readonly storedBytes: number;
  readonly sizeBytes: number;
  readonly headerOffset: number;
};

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
const signatures = {
  member: 0x04034b50,
  directoryEntry: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  end64Locator: 0x07064b50,
} as const;
const endBytes = 22;
const maxCommentBytes = 65_535;
const entryBytes = 46;
const stored = 0;
const deflated = 8;

/**
 * The members that `isWanted` takes by name, as the directory at the end lists them; encrypted ones and those of other methods left out.
 * @returns a reason where there is no directory
 */
export function zipMembers(
  source: ByteSource,
  maxDirectoryBytes: number,
  isWanted: (name: string) => boolean,
): readonly ZipMember[] | string {
  const place = findDirectory(source);
  if (place === null) return 'expected the directory of a zip archive at its end';
  if (place.sizeBytes > maxDirectoryBytes) return `expected a zip directory of at most ${maxDirectoryBytes} bytes, got ${place.sizeBytes}`;
  const bytes = place.sizeBytes === 0 ? Buffer.alloc(0) : source.read(place.offset, place.sizeBytes);
  if (bytes === null) return 'expected the directory of a zip archive inside the file';
  const members: ZipMember[] = [];
  for (let at = 0; at + entryBytes <= bytes.length; ) {
    if (bytes.readUInt32LE(at) !== signatures.directoryEntry) return `expected an entry at byte ${at} of the zip directory`;
    const nameEnd = at + entryBytes + bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + entryBytes, nameEnd);
    const method = bytes.readUInt16LE(at + 10);
    const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) !== 0;
    if (isWanted(name) && !isEncrypted && (method === stored || method === deflated)) {
      members.push({
        name,
        isStored: method === stored,
        storedBytes: bytes.readUInt32LE(at + 20),
        sizeBytes: bytes.readUInt32LE(at + 24),
        headerOffset: bytes.readUInt32LE(at + 42) + place.shiftBytes,
      });
    }
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return members;
}

type Directory = {
  readonly offset: number;
  readonly sizeBytes: number;
  /** What stands in front of the archive, as a script that starts it, and is not counted in its offsets. */
  readonly shiftBytes: number;
};

function findDirectory(source: ByteSource): Directory | null {
  const tailStart = Math.max(0, source.sizeBytes - endBytes - maxCommentBytes);
  const tail = source.sizeBytes < endBytes ? null : source.read(tailStart, source.sizeBytes - tailStart);
  if (tail === null) return null;
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (tail[at] !== 0x50 || tail.readUInt32LE(at) !== signatures.end || at + endBytes + tail.readUInt16LE(at + 20) !== tail.length)
      continue;
    const [sizeBytes, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
    if (offset === 0xffffffff || sizeBytes === 0xffffffff || tail.readUInt16LE(at + 10) === 0xffff) {
      const large = findLargeDirectory(source, tailStart + at);
      if (large !== null) return large;
    }
    const shiftBytes = tailStart + at - sizeBytes - offset;
    return shiftBytes < 0 ? null : { offset: offset + shiftBytes, sizeBytes, shiftBytes };
  }
  return null;
}

/** Of the form for more than 65,534 members, or 4 GB; what is larger than a number can say is not there. */
function findLargeDirectory(source: ByteSource, end: number): Directory | null {
  const locator = end < 20 ? null : source.read(end - 20, 20);
  if (locator === null || locator.readUInt32LE(0) !== signatures.end64Locator) return null;
  const record = source.read(Number(locator.readBigUInt64LE(8)), 56);
  if (record === null || record.readUInt32LE(0) !== signatures.end64) return null;
  return { sizeBytes: Number(record.readBigUInt64LE(40)), offset: Number(record.readBigUInt64LE(48)), shiftBytes: 0 };
}

/** Where the bytes of a member stand in the archive; null where its own header is not where the directory says. */
export function memberData(source: ByteSource, member: ZipMember): ByteSource | null {
  const header = source.read(member.headerOffset, 30);
  if (header === null || header.readUInt32LE(0) !== signatures.member) return null;
  const start = member.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const sizeBytes = member.storedBytes;
  return start + sizeBytes > source.sizeBytes
    ? null
    : { sizeBytes, read: (offset, length) => (offset + length > sizeBytes ? null : source.read(start + offset, length)) };
}

/** @returns null where it is damaged, or longer than `maxBytes` */
export function memberBytes(source: ByteSource, member: ZipMember, maxBytes: number): Buffer | null {
  const data = memberData(source, member);
  if (data === null || data.sizeBytes > maxBytes) return null;
  const bytes = data.sizeBytes === 0 ? Buffer.alloc(0) : data.read(0, data.sizeBytes);
  return bytes === null || member.isStored ? bytes : inflated(bytes, maxBytes);
}

function inflated(bytes: Buffer, maxBytes: number): Buffer | null {
  try {
    return inflateRawSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    // The two ways in which a stream is no good; whoever asked tells so.
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw error;
  }
}
