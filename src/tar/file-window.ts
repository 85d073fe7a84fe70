import { readSync } from 'node:fs';

/** Bytes read at once. Larger reads copy bytes of files nobody looks at; smaller ones cost a system call for each small file. */
const windowBytes = 64 * 1024;

/**
 * A range of an open file, read by position through one reused buffer. What `view` returns is valid until the next call.
 */
export class FileWindow {
  readonly sizeBytes: number;
  readonly #fd: number;
  readonly #offset: number;
  #buffer = Buffer.allocUnsafeSlow(windowBytes);
  #start = 0;
  #end = 0;

  /** @param offset where the range begins in the file; positions count from there */
  constructor(fd: number, offset: number, sizeBytes: number) {
    this.#fd = fd;
    this.#offset = offset;
    this.sizeBytes = sizeBytes;
  }

  /** `length` bytes at `position`, fewer at the end of the range or of the file. */
  view(position: number, length: number): Buffer {
    if (position >= this.#start && position + length <= this.#end)
      return this.#buffer.subarray(position - this.#start, position - this.#start + length);
    if (length > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(length);
    this.#start = position;
    this.#end = position + this.#fill(position);
    return this.#buffer.subarray(0, Math.min(length, this.#end - position));
  }

  #fill(position: number): number {
    const wanted = Math.max(0, Math.min(this.#buffer.length, this.sizeBytes - position));
    let filled = 0;
    while (filled < wanted) {
      const read = readSync(this.#fd, this.#buffer, filled, wanted - filled, this.#offset + position + filled);
      if (read === 0) break;
      filled += read;
    }
    return filled;
  }
}
