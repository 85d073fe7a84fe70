import { createHash, type Hash, hash } from 'node:crypto';
import type { LayerIndex } from '../model/layer-index.ts';
import type { Limits } from '../model/limits.ts';
import { StreamWalker } from '../tar/stream-walker.ts';
import type { TarMember } from '../tar/tar-member.ts';
import { freeingBuffers } from './buffer-garbage.ts';
import { collectedContent, type Wish, wishesFor } from './file-observer.ts';
import { type ByteRange, type FileHead, type Gatherer, headBytes } from './gatherer.ts';
import { IndexBuilder } from './index-builder.ts';
import { ScratchBytes } from './scratch-bytes.ts';

type Piece = { readonly range: ByteRange; readonly bytes: Buffer };

/** The regular file that is streaming by. Sparse files are passed over: what is stored of them is not their content. */
type Passing = {
  readonly member: TarMember;
  readonly path: Buffer;
  seenBytes: number;
  head: Buffer;
  /** null until the head is complete. */
  wishes: readonly Wish[] | null;
  pieces: readonly Piece[];
  hash: Hash | null;
};

type Work = {
  readonly gatherers: readonly Gatherer[];
  readonly builder: IndexBuilder;
  /** Of the pieces of the file at hand. */
  readonly scratch: ScratchBytes;
};

/**
 * Indexes a layer tar of which the bytes arrive in chunks, once and in order. Contents are hashed on the way, as reading them
 * again would mean decompressing again.
 */
export async function indexStream(chunks: AsyncIterable<Buffer>, gatherers: readonly Gatherer[], limits: Limits): Promise<LayerIndex> {
  const builder = new IndexBuilder(limits);
  const work = { gatherers, builder, scratch: new ScratchBytes() };
  let file: Passing | null = null;
  const walker = new StreamWalker(limits, {
    member: (member) => {
      builder.add(member);
      file = member.kind === 'file' && member.sparse === null ? startFile(member, builder.path) : null;
    },
    content: (chunk) => {
      if (file !== null) passBytes(file, chunk, work);
    },
    memberEnd: () => {
      if (file !== null) endFile(file, work);
      file = null;
    },
  });
  const freeBuffers = freeingBuffers();
  for await (const chunk of chunks) {
    walker.push(chunk);
    freeBuffers(chunk.length);
  }
  walker.finish();
  return builder.finish(walker.position);
}

function startFile(member: TarMember, path: Buffer): Passing {
  return { member, path: Buffer.from(path), seenBytes: 0, head: Buffer.alloc(0), wishes: null, pieces: [], hash: null };
}

function passBytes(file: Passing, chunk: Buffer, work: Work): void {
  hashBytes(file, chunk, work.builder);
  if (file.wishes === null) {
    const missing = Math.min(headBytes, file.member.sizeBytes) - file.head.length;
    file.head = Buffer.concat([file.head, chunk.subarray(0, missing)]);
    if (chunk.length >= missing) decideWishes(file, work);
  }
  for (const piece of file.pieces) copyOverlap(piece, file.seenBytes, chunk);
  file.seenBytes += chunk.length;
}

/** Most files arrive in one chunk, and hashing at once is several times cheaper for a small one. */
function hashBytes(file: Passing, chunk: Buffer, builder: IndexBuilder): void {
  if (file.seenBytes === 0 && chunk.length === file.member.sizeBytes) {
    builder.hash(hash('sha256', chunk, 'buffer'));
    return;
  }
  file.hash ??= createHash('sha256');
  file.hash.update(chunk);
}

function decideWishes(file: Passing, { gatherers, builder, scratch }: Work): void {
  file.wishes = wishesFor(toHead(file), gatherers, builder);
  const ranges = file.wishes.flatMap((wish) => wish.ranges);
  const bytes = scratch.take(ranges.reduce((sum, [start, end]) => sum + end - start, 0));
  let at = 0;
  file.pieces = ranges.map((range) => {
    const length = range[1] - range[0];
    at += length;
    return { range, bytes: bytes.subarray(at - length, at) };
  });
  for (const piece of file.pieces) copyOverlap(piece, 0, file.head);
}

function endFile(file: Passing, work: Work): void {
  const { builder } = work;
  if (file.hash !== null) builder.hash(file.hash.digest());
  if (file.wishes === null) decideWishes(file, work);
  const content = collectedContent(file.head, file.pieces);
  for (const { gatherer } of file.wishes ?? []) gatherer.gather(toHead(file), content, builder.facts);
}

function toHead(file: Passing): FileHead {
  return { path: file.path, sizeBytes: file.member.sizeBytes, mode: file.member.mode, head: file.head };
}

/** Copies what `chunk`, which begins at `offset` in the file, has of the piece. */
function copyOverlap({ range: [start, end], bytes }: Piece, offset: number, chunk: Buffer): void {
  const from = Math.max(start, offset);
  const to = Math.min(end, offset + chunk.length);
  if (from < to) chunk.copy(bytes, from - start, from - offset, to - offset);
}
