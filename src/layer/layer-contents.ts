import { closeSync, readSync } from 'node:fs';
import { InspectError, inContext } from '../model/errors.ts';
import type { FileBlob, LayerBlob } from '../model/image.ts';
import { type Limits, limitExceeded } from '../model/limits.ts';
import { decompress } from '../tar/decompress.ts';
import { type Compression, sniffCompression } from '../tar/sniff.ts';
import type { WantedContent } from './read-content.ts';
import { appendToScratch, openScratch } from './scratch-file.ts';

const chunkBytes = 1_048_576;
/** Decompressed layers that are smaller stay in memory, as long as there is room for them. */
const smallBytes = 8 * 1_048_576;
const memoryBytes = 64 * 1_048_576;

export type LayerContentsOptions = {
  /** Of the image, named in front of what is wrong with its layers. */
  readonly reference: string;
  readonly limits: Limits;
  readonly temporaryDirectory: string;
  readonly signal: AbortSignal;
};

/** Reads a plain tar by position; fewer bytes at its end. */
type PlainLayer = (position: number, length: number) => Buffer;

/**
 * Contents of files of the layers of an image, in any order and as often as one likes: a layer stored as a plain tar is read by
 * position; a compressed one is decompressed once, into memory where it is small, else into a file without a name. Close it.
 */
export class LayerContents {
  readonly #blobs: readonly LayerBlob[];
  readonly #options: LayerContentsOptions;
  readonly #layers = new Map<number, Promise<PlainLayer>>();
  readonly #scratch: number[] = [];
  #spooledBytes = 0;
  #freeBytes = memoryBytes;

  constructor(blobs: readonly LayerBlob[], options: LayerContentsOptions) {
    this.#blobs = blobs;
    this.#options = options;
  }

  /**
   * The pieces of a file that are not holes, in their order.
   * @throws InspectError `malformed-compression`, `size-mismatch`, `limit` or `unwritable`
   */
  async *chunks(layer: number, { dataOffset, sizeBytes, sparse }: WantedContent): AsyncGenerator<readonly [offset: number, bytes: Buffer]> {
    const read = await this.#layer(layer);
    let tarOffset = dataOffset;
    for (const [fileOffset, lengthBytes] of sparse ?? [[0, sizeBytes] as const]) {
      for (let done = 0; done < lengthBytes; ) {
        const bytes = read(tarOffset + done, Math.min(chunkBytes, lengthBytes - done));
        if (bytes.length === 0)
          throw new InspectError(
            'size-mismatch',
            `${this.#options.reference}: layer ${layer}: expected more after byte ${tarOffset + done}`,
          );
        yield [fileOffset + done, bytes];
        done += bytes.length;
      }
      tarOffset += lengthBytes;
    }
  }

  close(): void {
    for (const fd of this.#scratch.splice(0)) closeSync(fd);
  }

  #layer(layer: number): Promise<PlainLayer> {
    const known = this.#layers.get(layer);
    if (known !== undefined) return known;
    const opened = this.#open(layer).catch((error: unknown) => {
      throw inContext(`${this.#options.reference}: layer ${layer}`, error);
    });
    this.#layers.set(layer, opened);
    return opened;
  }

  async #open(layer: number): Promise<PlainLayer> {
    const blob = this.#blobs[layer]!;
    const file = blob.kind === 'file' ? blob : await blob.keep();
    const kind = sniffCompression(readAt(file, 0, 512));
    return kind === 'none' ? (position, length) => readAt(file, position, length) : this.#spool(file, kind);
  }

  async #spool(file: FileBlob, kind: Compression): Promise<PlainLayer> {
    const { limits, temporaryDirectory, signal } = this.#options;
    const small: Buffer[] = [];
    let fd: number | null = null;
    let sizeBytes = 0;
    for await (const chunk of decompress(readAll(file), kind, limits)) {
      if (signal.aborted) throw new InspectError('interrupted', 'interrupted');
      sizeBytes += chunk.length;
      this.#spooledBytes += chunk.length;
      if (this.#spooledBytes > limits.spoolBytes) throw limitExceeded(limits, 'spoolBytes', 'decompressed layers');
      if (fd === null && sizeBytes > Math.min(smallBytes, this.#freeBytes)) {
        fd = openScratch(temporaryDirectory);
        this.#scratch.push(fd);
        for (const bytes of small.splice(0)) appendToScratch(fd, bytes);
      }
      if (fd === null) small.push(chunk);
      else appendToScratch(fd, chunk);
    }
    if (fd !== null) return spooled({ kind: 'file', fd, offset: 0, sizeBytes, fileId: '' });
    this.#freeBytes -= sizeBytes;
    const whole = Buffer.concat(small);
    return (position, length) => whole.subarray(position, position + length);
  }
}

function spooled(file: FileBlob): PlainLayer {
  return (position, length) => readAt(file, position, length);
}

function* readAll(blob: FileBlob): Generator<Buffer> {
  for (let position = 0; position < blob.sizeBytes; ) {
    const chunk = readAt(blob, position, chunkBytes);
    if (chunk.length === 0) throw new InspectError('size-mismatch', `expected more after byte ${position}, got its end`);
    yield chunk;
    position += chunk.length;
  }
}

function readAt(blob: FileBlob, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, blob.sizeBytes - position)));
  return buffer.subarray(0, readSync(blob.fd, buffer, 0, buffer.length, blob.offset + position));
}
