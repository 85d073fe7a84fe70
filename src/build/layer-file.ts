import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { DiffId, Digest } from '../model/digest.ts';
import { type BlockFormat, blockFormat, type LayerCompression } from './layer-compression.ts';
import type { StagedLayer } from './staged-image.ts';
import { writeAll } from './write-all.ts';

export type WrittenLayer = StagedLayer & {
  /** Of the tar. */
  readonly tarBytes: number;
};

const blockBytes = 1_048_576;
/** The reach of deflate. */
const windowBytes = 32_768;
/** Blocks under way: as many as the threads that Node has for this. */
const maxPending = 4;

/** Takes a layer tar and stores it. Blocks are compressed on other threads and written in their order. */
export class LayerFile {
  readonly #path: string;
  readonly #fd: number;
  readonly #compression: LayerCompression;
  readonly #format: BlockFormat;
  readonly #tarHash = createHash('sha256');
  readonly #blobHash = createHash('sha256');
  readonly #pending: Promise<Uint8Array>[] = [];
  #block = Buffer.allocUnsafe(blockBytes);
  #filled = 0;
  #before: Buffer | null = null;
  #crc = 0;
  #tarBytes = 0;
  #storedBytes = 0;

  constructor(path: string, compression: LayerCompression) {
    this.#format = blockFormat(compression);
    this.#path = path;
    this.#compression = compression;
    this.#fd = openSync(path, 'wx', 0o644);
    this.#store(this.#format.head);
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const taken = Math.min(bytes.length - at, blockBytes - this.#filled);
      this.#block.set(bytes.subarray(at, at + taken), this.#filled);
      this.#filled += taken;
      at += taken;
      if (this.#filled === blockBytes) await this.#endBlock();
    }
  }

  async finish(): Promise<WrittenLayer> {
    await this.#endBlock();
    while (this.#pending.length > 0) await this.#storeFirst();
    this.#store(this.#format.tail(this.#crc, this.#tarBytes));
    fsyncSync(this.#fd);
    const tarDigest = `sha256:${this.#tarHash.digest('hex')}`;
    return {
      path: this.#path,
      diffId: tarDigest as DiffId,
      digest: (this.#isPlain ? tarDigest : `sha256:${this.#blobHash.digest('hex')}`) as Digest,
      storedBytes: this.#storedBytes,
      tarBytes: this.#tarBytes,
      compression: this.#compression,
      mountFrom: null,
    };
  }

  /** What is stored is the tar itself, which is hashed already. */
  get #isPlain(): boolean {
    return this.#compression === 'none';
  }

  /** Waits for what is under way, so that nothing fails unseen. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#pending.splice(0));
    closeSync(this.#fd);
  }

  async #endBlock(): Promise<void> {
    if (this.#filled === 0) return;
    const block = this.#block.subarray(0, this.#filled);
    this.#tarHash.update(block);
    this.#crc = crc32(block, this.#crc);
    this.#tarBytes += block.length;
    const compressed = this.#format.compress(block, this.#before);
    // Awaited in its turn.
    compressed.catch(() => {});
    this.#pending.push(compressed);
    this.#before = block.subarray(Math.max(0, block.length - windowBytes));
    this.#block = Buffer.allocUnsafe(blockBytes);
    this.#filled = 0;
    if (this.#pending.length >= maxPending) await this.#storeFirst();
  }

  async #storeFirst(): Promise<void> {
    this.#store(await this.#pending[0]!);
    this.#pending.shift();
  }

  #store(bytes: Uint8Array): void {
    if (!this.#isPlain) this.#blobHash.update(bytes);
    this.#storedBytes += bytes.length;
    writeAll(this.#fd, bytes, this.#path);
  }
}
