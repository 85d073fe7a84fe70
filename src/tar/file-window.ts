import { readAt } from './read-at.ts';

/** Larger reads copy bytes of files that nobody looks at; smaller ones cost a system call for each small file. */
const windowBytes = 64 * 1024;

/**
 * A range of an open file, read by position through one reused buffer. What it shows is valid until the next call.
 */
export class FileWindow {
  readonly sizeBytes: number;
  /** Holds what `seek` found, from `at` on. */
  buffer: Buffer;
  at = 0;
  readonly #fd: number;
  readonly #offset: number;
  readonly #readBytes: number;
  #start = 0;
  #end = 0;

  /**
   * @param offset where the range begins in the file; positions count from there
   * @param readBytes read at once, unless more is wanted
   */
  constructor(fd: number, offset: number, sizeBytes: number, readBytes = windowBytes) {
    this.#fd = fd;
    this.#offset = offset;
    this.#readBytes = readBytes;
    this.sizeBytes = sizeBytes;
    this.buffer = Buffer.allocUnsafeSlow(readBytes);
  }

  /** Brings `length` bytes at `position` into the buffer. @returns how many are there: fewer at the end of the range or of the file */
  seek(position: number, length: number): number {
    if (position < this.#start || position + length > this.#end) {
      if (length > this.buffer.length) this.buffer = Buffer.allocUnsafeSlow(length);
      this.#start = position;
      // One large read makes the buffer large, and not those after it.
      this.#end = position + this.#fill(position, Math.max(length, this.#readBytes));
    }
    this.at = position - this.#start;
    return Math.min(length, this.#end - position);
  }

  /** The same bytes as a view. */
  view(position: number, length: number): Buffer {
    const found = this.seek(position, length);
    return this.buffer.subarray(this.at, this.at + found);
  }

  #fill(position: number, atMost: number): number {
    const wanted = Math.max(0, Math.min(atMost, this.sizeBytes - position));
    return readAt(this.#fd, this.buffer, wanted, this.#offset + position);
  }
}
