import { createHash, type Hash } from 'node:crypto';
import { InspectError } from '../model/errors.ts';
import type { FileBlob, LayerBlob } from '../model/image.ts';
import type { SparseMap } from '../model/layer-entry.ts';
import type { Limits } from '../model/limits.ts';
import { decompress } from '../tar/decompress.ts';
import { readRange } from '../tar/read-range.ts';
import { sniffCompression } from '../tar/sniff.ts';

const chunkBytes = 1_048_576;

/** A regular file of a layer. */
export type WantedContent = {
  /** Of its content in the uncompressed layer tar. */
  readonly dataOffset: number;
  readonly sizeBytes: number;
  readonly sparse: SparseMap | null;
  /** What its content must hash to, null where nobody knows. */
  readonly sha256: Uint8Array | null;
};

export type ContentChunk = {
  /** Index into what was wanted. */
  readonly wanted: number;
  /** Where the bytes belong in the file. */
  readonly offset: number;
  readonly bytes: Buffer;
};

/** Bytes that lie together in the tar and in the file. */
type Run = { readonly wanted: number; readonly tarOffset: number; readonly fileOffset: number; readonly lengthBytes: number };

/**
 * Contents of some files of one layer, in the order in which they lie there; the holes of sparse files, and so empty files, have
 * no chunks. A layer stored as a plain tar is read by position; a compressed one is decompressed once, up to the last byte wanted.
 * @throws InspectError `malformed-compression`, `size-mismatch`, `digest-mismatch` or `limit`
 */
export async function* readContents(blob: LayerBlob, wanted: readonly WantedContent[], limits: Limits): AsyncGenerator<ContentChunk> {
  const runs = wanted.flatMap(runsOf).sort((a, b) => a.tarOffset - b.tarOffset);
  if (runs.length === 0) return;
  const file = blob.kind === 'file' ? blob : await blob.keep();
  const kind = sniffCompression(readRange(file, 0, 512));
  const chunks = kind === 'none' ? readRuns(file, runs) : pickRuns(decompress(readAll(file), kind, limits), runs);
  yield* verified(chunks, wanted);
}

function runsOf({ dataOffset, sizeBytes, sparse }: WantedContent, wanted: number): readonly Run[] {
  let tarOffset = dataOffset;
  const runs = (sparse ?? [[0, sizeBytes] as const]).map(([fileOffset, lengthBytes]) => {
    tarOffset += lengthBytes;
    return { wanted, tarOffset: tarOffset - lengthBytes, fileOffset, lengthBytes };
  });
  return runs.filter(({ lengthBytes }) => lengthBytes > 0);
}

function* readRuns(blob: FileBlob, runs: readonly Run[]): Generator<ContentChunk> {
  for (const { wanted, tarOffset, fileOffset, lengthBytes } of runs) {
    for (let done = 0; done < lengthBytes; ) {
      const bytes = readRange(blob, tarOffset + done, Math.min(chunkBytes, lengthBytes - done));
      if (bytes.length === 0) throw cutShort(tarOffset + done);
      yield { wanted, offset: fileOffset + done, bytes };
      done += bytes.length;
    }
  }
}

async function* pickRuns(chunks: AsyncIterable<Buffer>, runs: readonly Run[]): AsyncGenerator<ContentChunk> {
  let position = 0;
  let at = 0;
  for await (const chunk of chunks) {
    const end = position + chunk.length;
    for (let run = runs[at]; run !== undefined && run.tarOffset < end; run = runs[at]) {
      const from = Math.max(run.tarOffset, position);
      const to = Math.min(run.tarOffset + run.lengthBytes, end);
      if (from < to)
        yield {
          wanted: run.wanted,
          offset: run.fileOffset + from - run.tarOffset,
          bytes: chunk.subarray(from - position, to - position),
        };
      if (to < run.tarOffset + run.lengthBytes) break;
      at += 1;
    }
    position = end;
    if (at === runs.length) return;
  }
  throw cutShort(position);
}

/**
 * Passes chunks on, and holds each whole file against its hash, as a cached index may be of a file that was altered since. The end
 * of one that is not as it should be is kept back: what was passed on is visibly not all of it.
 */
async function* verified(
  chunks: AsyncIterable<ContentChunk> | Iterable<ContentChunk>,
  wanted: readonly WantedContent[],
): AsyncGenerator<ContentChunk> {
  let hashed = -1;
  let hash = createHash('sha256');
  for await (const chunk of chunks) {
    const file = wanted[chunk.wanted]!;
    if (chunk.wanted !== hashed) hash = createHash('sha256');
    hashed = chunk.wanted;
    if (file.sha256 !== null) hash.update(chunk.bytes);
    if (file.sha256 !== null && chunk.offset + chunk.bytes.length === file.sizeBytes) expectHash(hash, file);
    yield chunk;
  }
}

function expectHash(hash: Hash, { dataOffset, sha256 }: WantedContent): void {
  const found = hash.digest();
  if (sha256 !== null && found.compare(sha256) === 0) return;
  const expected = Buffer.from(sha256 ?? []).toString('hex');
  throw new InspectError(
    'digest-mismatch',
    `expected the file at byte ${dataOffset} of the layer tar to have sha256:${expected}, got ${found.toString('hex')}`,
  );
}

function* readAll(blob: FileBlob): Generator<Buffer> {
  for (let position = 0; position < blob.sizeBytes; ) {
    const chunk = readRange(blob, position, chunkBytes);
    if (chunk.length === 0) throw cutShort(position);
    yield chunk;
    position += chunk.length;
  }
}

function cutShort(position: number): InspectError {
  return new InspectError('size-mismatch', `expected more of the layer after byte ${position}, got its end: the file has been cut short`);
}
