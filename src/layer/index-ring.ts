import { createHash, type Hash } from 'node:crypto';
import { type DiffId, type Digest, digestAlgorithm } from '../model/digest.ts';
import { InspectError } from '../model/errors.ts';
import type { ArrivedLayer } from '../model/image.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import type { Limits } from '../model/limits.ts';
import { decompress } from '../tar/decompress.ts';
import { sniffCompression } from '../tar/sniff.ts';
import { expectDigest } from './expect-digest.ts';
import type { Gatherer } from './gatherer.ts';
import { indexStream } from './index-stream.ts';
import { RingReader } from './ring-reader.ts';

/** What the source says that it sends; null where it says nothing. */
export type RingRequest = {
  readonly digest: Digest | null;
  readonly sizeBytes: number | null;
  readonly diffId: DiffId | null;
  /** Whether to compute the DiffID; what comes by a digest is known without it. */
  readonly hashesTar: boolean;
};

export type RingLayer = Omit<ArrivedLayer, 'diffId'> & {
  /** null where it was not to be computed. */
  readonly diffId: DiffId | null;
};

/** As much as it takes to tell how a layer is compressed. */
const headBytes = 16;

/**
 * Reads a layer that another thread puts in a ring, and holds it against what was said of it.
 * @throws InspectError `malformed-*`, `digest-mismatch`, `size-mismatch`, `diff-id-mismatch`, `limit`
 */
export async function indexRing(
  ring: SharedArrayBuffer,
  wanted: RingRequest,
  gatherers: readonly Gatherer[],
  limits: Limits,
  onProgress: (bytes: number) => void,
): Promise<RingLayer> {
  const stored = new StoredBytes(new RingReader(ring).chunks(), wanted, onProgress);
  const compression = sniffCompression(stored.head());
  const algorithm = wanted.diffId === null ? 'sha256' : digestAlgorithm(wanted.diffId);
  // A plain tar is hashed as what is stored.
  const isHashedTwice = wanted.hashesTar && (compression !== 'none' || algorithm !== stored.algorithm);
  const tar = isHashedTwice ? createHash(algorithm) : null;
  let index: LayerIndex;
  try {
    const unpacked = decompress(stored.chunks(), compression, limits);
    index = await indexStream(tar === null ? unpacked : tapped(unpacked, tar), gatherers, limits);
  } catch (error) {
    // An altered blob is the cause of whatever the decoder or the tar walk stumbled over, so say that instead.
    if (error instanceof InspectError && error.code !== 'limit' && wanted.digest !== null) stored.finish();
    throw error;
  }
  const digest = stored.finish();
  const diffId = wanted.hashesTar ? ((tar === null ? digest : `${algorithm}:${tar.digest('hex')}`) as DiffId) : null;
  if (diffId !== null && wanted.diffId !== null) expectDigest('diff-id-mismatch', 'the uncompressed layer tar', wanted.diffId, diffId);
  return { index, digest, diffId, compressedBytes: compression === 'none' ? null : stored.bytes };
}

async function* tapped(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/** The bytes as they come, counted and hashed on the way. */
class StoredBytes {
  bytes = 0;
  readonly #source: Iterator<Buffer>;
  readonly #wanted: RingRequest;
  readonly algorithm: 'sha256' | 'sha512';
  readonly #hash: Hash;
  readonly #onProgress: (bytes: number) => void;
  /** Read ahead, to see what it is. */
  #pending: Buffer | null = null;

  constructor(source: Iterator<Buffer>, wanted: RingRequest, onProgress: (bytes: number) => void) {
    this.#source = source;
    this.#wanted = wanted;
    this.algorithm = wanted.digest === null ? 'sha256' : digestAlgorithm(wanted.digest);
    this.#hash = createHash(this.algorithm);
    this.#onProgress = onProgress;
  }

  head(): Buffer {
    let head = Buffer.alloc(0);
    while (head.length < headBytes) {
      const chunk = this.#next();
      if (chunk === null) break;
      head = Buffer.concat([head, chunk]);
    }
    this.#pending = head;
    return head;
  }

  *chunks(): Generator<Buffer> {
    for (let chunk = this.#pending ?? this.#next(); chunk !== null; chunk = this.#next()) {
      this.#pending = null;
      yield chunk;
    }
  }

  /** Also takes what a decoder left unread, as bytes after the end of its data are no concern of it. @throws InspectError `size-mismatch`, `digest-mismatch` */
  finish(): Digest {
    while (this.#next() !== null);
    const { sizeBytes, digest } = this.#wanted;
    if (sizeBytes !== null && this.bytes !== sizeBytes)
      throw new InspectError('size-mismatch', `expected ${sizeBytes} bytes of the blob, got ${this.bytes}`);
    const found = `${this.algorithm}:${this.#hash.digest('hex')}` as Digest;
    if (digest !== null) expectDigest('digest-mismatch', 'the blob', digest, found);
    return found;
  }

  #next(): Buffer | null {
    const { value: chunk, done } = this.#source.next();
    if (done === true) return null;
    this.bytes += chunk.length;
    this.#hash.update(chunk);
    this.#onProgress(this.bytes);
    return chunk;
  }
}
