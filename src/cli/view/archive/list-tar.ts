import { InspectError } from '../../../model/errors.ts';
import { decodeName } from '../../../model/layer-index.ts';
import type { Limits } from '../../../model/limits.ts';
import { decompress } from '../../../tar/decompress.ts';
import { looksLikeTar, sniffCompression } from '../../../tar/sniff.ts';
import { StreamWalker } from '../../../tar/stream-walker.ts';
import type { TarMember } from '../../../tar/tar-member.ts';
import type { ArchiveListing, ArchiveMember } from '../../../tui/session.ts';
import { maxMembers } from './max-members.ts';

/** No more of what a compressed archive unpacks to is looked at. */
const maxUnpackedBytes = 512 * 1_048_576;
const chunkBytes = 1_048_576;
const blockBytes = 512;

/** A tar, or what a tar may be compressed as; bzip2 nobody here unpacks. */
export function isTarStart(head: Uint8Array): boolean {
  const kind = sniffCompression(head);
  return kind === 'none' ? looksLikeTar(head) : kind !== 'bzip2';
}

/** @returns null for compressed bytes that are no tar */
export async function listTar(bytes: Buffer, isTruncated: boolean, limits: Limits): Promise<ArchiveListing | null> {
  const kind = sniffCompression(bytes);
  const members: ArchiveMember[] = [];
  const walker = new StreamWalker(limits, {
    member: (member) => void members.push(toMember(member)),
    content: () => {},
    memberEnd: () => {},
  });
  const format = kind === 'none' ? 'tar' : `tar, ${kind}`;
  const listing = (isComplete: boolean): ArchiveListing => ({ format, members: members.slice(0, maxMembers), isComplete });
  let isFirst = true;
  try {
    for await (const chunk of wholeBlocks(decompress(pieces(bytes), kind, limits))) {
      if (isFirst && !looksLikeTar(chunk)) return null;
      isFirst = false;
      walker.push(chunk);
      if (members.length > maxMembers || walker.position > maxUnpackedBytes) return listing(false);
    }
  } catch (error) {
    // Its end was not read, so it cannot be whole.
    if (isTruncated && error instanceof InspectError && error.code === 'malformed-compression') return listing(false);
    throw error;
  }
  if (!isTruncated) walker.finish();
  return isFirst ? null : listing(!isTruncated);
}

/** The first chunk has at least a block, if there is one. */
async function* wholeBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  let isGiven = false;
  for await (const chunk of chunks) {
    if (isGiven) yield chunk;
    else {
      head = Buffer.concat([head, chunk]);
      isGiven = head.length >= blockBytes;
      if (isGiven) yield head;
    }
  }
  if (!isGiven) yield head;
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

function toMember({ kind, name, linkName, sizeBytes }: TarMember): ArchiveMember {
  const isLink = kind === 'symlink' || kind === 'hardlink';
  return { path: decodeName(name), kind, sizeBytes, linkTarget: isLink ? decodeName(linkName) : null };
}
