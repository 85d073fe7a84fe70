import { createHash, type Hash } from 'node:crypto';
import { type DiffId, type Digest, digestAlgorithm } from '../model/digest.ts';
import { InspectError } from '../model/errors.ts';
import type { FileBlob } from '../model/image.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import type { Limits } from '../model/limits.ts';
import { decompress } from '../tar/decompress.ts';
import { readRange } from '../tar/read-range.ts';
import { type Compression, sniffCompression } from '../tar/sniff.ts';
import { expectDigest } from './expect-digest.ts';
import type { Gatherer } from './gatherer.ts';
import { indexRange } from './index-range.ts';
import { indexStream } from './index-stream.ts';

/** Much larger ones are kept by the allocator after they are freed. */
const chunkBytes = 262_144;

export type IndexRequest = {
  readonly blob: FileBlob;
  /** What the stored bytes must hash to; null where the source names no digest. */
  readonly digest: Digest | null;
  readonly diffId: DiffId;
  /** Also hash what would not be read otherwise, and hold it against the DiffID. */
  readonly verify: boolean;
};

export type IndexedLayer = {
  readonly index: LayerIndex;
  /** Whether the bytes that were indexed are known to be those of the blob digest, and of the DiffID. */
  readonly isDigestVerified: boolean;
  readonly isDiffIdVerified: boolean;
};

/**
 * Reads one layer once.
 * @param onProgress told how many of the stored bytes have been read
 * @throws InspectError `malformed-*`, `digest-mismatch`, `diff-id-mismatch`, `limit`
 */
export function indexLayer(
  request: IndexRequest,
  gatherers: readonly Gatherer[],
  limits: Limits,
  onProgress: (bytes: number) => void,
): Promise<IndexedLayer> {
  const compression = sniffCompression(readRange(request.blob, 0, 512));
  return compression === 'none'
    ? indexPlain(request, gatherers, limits, onProgress)
    : indexCompressed(request, compression, gatherers, limits, onProgress);
}

async function indexPlain(
  request: IndexRequest,
  gatherers: readonly Gatherer[],
  limits: Limits,
  onProgress: (bytes: number) => void,
): Promise<IndexedLayer> {
  const { blob, digest, diffId, verify } = request;
  if (verify) {
    // A plain tar is stored as it is, so that the two are mostly one.
    if (digest !== null && digest !== (diffId as string)) expectDigest('digest-mismatch', 'the blob', digest, hashOf(blob, digest));
    expectDigest('diff-id-mismatch', 'the layer tar', diffId, hashOf(blob, diffId));
  }
  const index = indexRange(blob.fd, blob.offset, blob.sizeBytes, gatherers, limits, onProgress);
  return { index, isDigestVerified: verify, isDiffIdVerified: verify };
}

async function indexCompressed(
  request: IndexRequest,
  compression: Compression,
  gatherers: readonly Gatherer[],
  limits: Limits,
  onProgress: (bytes: number) => void,
): Promise<IndexedLayer> {
  const { blob, digest, diffId } = request;
  const stored = new BlobHash(blob, digest === null ? null : digestAlgorithm(digest), onProgress);
  const tar = request.verify ? createHash(digestAlgorithm(diffId)) : null;
  const expectStored = (): void => {
    stored.finish();
    if (digest !== null) expectDigest('digest-mismatch', 'the blob', digest, stored.digest());
  };
  let index: LayerIndex;
  try {
    index = await indexStream(tapped(decompress(stored.chunks(), compression, limits), tar), gatherers, limits);
  } catch (error) {
    // An altered blob is the cause of whatever the decoder or the tar walk stumbled over, so say that instead.
    if (error instanceof InspectError && error.code !== 'limit') expectStored();
    throw error;
  }
  expectStored();
  if (tar !== null)
    expectDigest('diff-id-mismatch', 'the uncompressed layer tar', diffId, `${digestAlgorithm(diffId)}:${tar.digest('hex')}`);
  return { index, isDigestVerified: digest !== null, isDiffIdVerified: tar !== null };
}

/** By the algorithm of `wanted`. */
function hashOf(blob: FileBlob, wanted: Digest | DiffId): string {
  const found = new BlobHash(blob, digestAlgorithm(wanted));
  found.finish();
  return found.digest();
}

async function* tapped(chunks: AsyncIterable<Buffer>, hash: Hash | null): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash?.update(chunk);
    yield chunk;
  }
}

/** Reads a blob in order and hashes it on the way. */
class BlobHash {
  readonly #blob: FileBlob;
  readonly #algorithm: 'sha256' | 'sha512' | null;
  readonly #hash: Hash | null;
  readonly #onProgress: (bytes: number) => void;
  #position = 0;

  constructor(blob: FileBlob, algorithm: 'sha256' | 'sha512' | null, onProgress: (bytes: number) => void = () => {}) {
    this.#blob = blob;
    this.#algorithm = algorithm;
    this.#hash = algorithm === null ? null : createHash(algorithm);
    this.#onProgress = onProgress;
  }

  *chunks(): Generator<Buffer> {
    while (this.#position < this.#blob.sizeBytes) {
      const chunk = readRange(this.#blob, this.#position, chunkBytes);
      if (chunk.length === 0) {
        throw new InspectError(
          'size-mismatch',
          `expected ${this.#blob.sizeBytes} bytes of the blob, got ${this.#position}: the file has been cut short`,
        );
      }
      this.#hash?.update(chunk);
      this.#position += chunk.length;
      this.#onProgress(this.#position);
      yield chunk;
    }
  }

  /** Hashes what a decoder left unread, as bytes after the end of its data are no concern of it. */
  finish(): void {
    if (this.#hash === null) return;
    for (const _chunk of this.chunks());
  }

  digest(): string {
    return `${this.#algorithm}:${this.#hash?.digest('hex')}`;
  }
}
