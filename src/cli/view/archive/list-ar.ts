import { InspectError } from '../../../model/errors.ts';
import type { ArchiveListing, ArchiveMember } from '../../../tui/session.ts';
import { maxMembers } from './max-members.ts';

const magic = '!<arch>\n';
const headerBytes = 60;
const sizeAt = 48;

/** Debian packages and static libraries. */
export function isAr(head: Uint8Array): boolean {
  return latin1(head, 0, magic.length) === magic;
}

/** https://man.freebsd.org/cgi/man.cgi?query=ar&sektion=5; both the long names of GNU and those of BSD. */
export function listAr(bytes: Buffer, isTruncated: boolean): ArchiveListing {
  const members: ArchiveMember[] = [];
  let longNames = '';
  for (let at = magic.length; at + headerBytes <= bytes.length; ) {
    if (members.length === maxMembers) return { format: 'ar', members, isComplete: false };
    const sizeBytes = sizeOf(bytes, at);
    const name = latin1(bytes, at, at + 16).trimEnd();
    const start = at + headerBytes;
    if (name === '//') longNames = latin1(bytes, start, start + sizeBytes);
    else if (name !== '/' && name !== '/SYM64/') members.push(toMember(bytes, name, start, sizeBytes, longNames));
    at = start + sizeBytes + (sizeBytes % 2);
  }
  return { format: 'ar', members, isComplete: !isTruncated };
}

function sizeOf(bytes: Buffer, at: number): number {
  const digits = /^(\d{1,10}) *$/.exec(latin1(bytes, at + sizeAt, at + sizeAt + 10))?.[1];
  if (digits === undefined || latin1(bytes, at + 58, at + headerBytes) !== '`\n') {
    throw new InspectError('malformed-tar', `expected the header of a member of an ar archive at byte ${at}, got something else`);
  }
  return Number(digits);
}

function toMember(bytes: Buffer, name: string, start: number, sizeBytes: number, longNames: string): ArchiveMember {
  const gnu = /^\/(\d{1,10})$/.exec(name)?.[1];
  const bsd = /^#1\/(\d{1,10})$/.exec(name)?.[1];
  if (gnu !== undefined) return file(longNames.slice(Number(gnu)).split('\n', 1)[0]!.replace(/\/$/, ''), sizeBytes);
  if (bsd === undefined) return file(name.replace(/\/$/, ''), sizeBytes);
  const length = Math.min(Number(bsd), sizeBytes);
  return file(latin1(bytes, start, start + length).split('\0', 1)[0]!, sizeBytes - length);
}

function file(path: string, sizeBytes: number): ArchiveMember {
  return { path: path.slice(0, 4_096), kind: 'file', sizeBytes, linkTarget: null };
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1');
}
