import { InspectError } from '../../../model/errors.ts';
import type { ArchiveListing, ArchiveMember } from '../../../tui/session.ts';
import { maxMembers } from './max-members.ts';

const localSignature = 0x04034b50;
const entrySignature = 0x02014b50;
const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const endBytes = 22;
const entryBytes = 46;
/** A comment may follow the end record. */
const maxCommentBytes = 0xffff;
/** In a field: it is in the ZIP64 record. */
const in64 = 0xffffffff;

type Directory = { readonly start: number; readonly end: number };

/** Also of Java, of Python wheels and of office documents. */
export function isZip(head: Uint8Array): boolean {
  if (head.length < 4) return false;
  const signature = new DataView(head.buffer, head.byteOffset).getUint32(0, true);
  return signature === localSignature || signature === endSignature;
}

/** By the central directory at the end. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3 and 4.4 */
export function listZip(bytes: Buffer, isTruncated: boolean): ArchiveListing {
  if (isTruncated) {
    throw new InspectError('limit', `expected the end of a zip archive within ${bytes.length} bytes; extract it to look into it`);
  }
  const { start, end } = centralDirectory(bytes);
  const members: ArchiveMember[] = [];
  for (let at = start; at + entryBytes <= end && members.length < maxMembers; ) {
    if (bytes.readUInt32LE(at) !== entrySignature) throw malformed('an entry of the directory', at);
    const nameEnd = at + entryBytes + bytes.readUInt16LE(at + 28);
    if (nameEnd > end) throw malformed('a name', at);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    members.push(toMember(bytes, at, nameEnd, Math.min(extraEnd, end)));
    at = extraEnd + bytes.readUInt16LE(at + 32);
  }
  return { format: 'zip', members, isComplete: members.length < maxMembers };
}

/** The last end record of which the comment reaches to the end of the file. */
function centralDirectory(bytes: Buffer): Directory {
  const least = Math.max(0, bytes.length - endBytes - maxCommentBytes);
  for (let at = bytes.length - endBytes; at >= least; at--) {
    if (bytes.readUInt32LE(at) !== endSignature || at + endBytes + bytes.readUInt16LE(at + 20) !== bytes.length) continue;
    const [length, start] = [bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 16)];
    if (length === in64 || start === in64) return directory64(bytes, at);
    // What was put in front of an archive is not counted by its offsets.
    const before = at - length - start;
    return before >= 0 ? { start: at - length, end: at } : { start, end: at };
  }
  throw malformed('the record at its end', bytes.length);
}

/** The record is right in front of its locator of 20 bytes, which is right in front of the end record. */
function directory64(bytes: Buffer, end: number): Directory {
  const at = end - 20 - 56;
  if (at < 0 || bytes.readUInt32LE(at) !== end64Signature) throw malformed('a ZIP64 record', Math.max(0, at));
  const start = Number(bytes.readBigUInt64LE(at + 48));
  if (start > at) throw malformed('a directory', start);
  return { start, end: at };
}

function toMember(bytes: Buffer, at: number, nameEnd: number, extraEnd: number): ArchiveMember {
  const isUtf8 = (bytes.readUInt16LE(at + 8) & 0x800) !== 0;
  const path = bytes.toString(isUtf8 ? 'utf8' : 'latin1', at + entryBytes, nameEnd);
  const size = bytes.readUInt32LE(at + 24);
  const unixType = bytes[at + 5] === 3 ? bytes.readUInt32LE(at + 38) >>> 28 : 0;
  const kind = path.endsWith('/') ? 'directory' : unixType === 0xa ? 'symlink' : 'file';
  return { path, kind, sizeBytes: size === in64 ? size64(bytes, nameEnd, extraEnd) : size, linkTarget: null };
}

/** The uncompressed size comes first in the extra field 1. */
function size64(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at + 4 <= end; at += 4 + bytes.readUInt16LE(at + 2)) {
    if (bytes.readUInt16LE(at) === 1 && at + 12 <= end) return Number(bytes.readBigUInt64LE(at + 4));
  }
  return in64;
}

function malformed(what: string, at: number): InspectError {
  return new InspectError('malformed-tar', `expected ${what} of a zip archive at byte ${at}, got something else`);
}
