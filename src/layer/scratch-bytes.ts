/** Memory that is used again and again, as what garbage leaves outside of V8's heap piles up by tens of megabytes. */
export class ScratchBytes {
  #bytes = Buffer.alloc(0);

  /** Bytes of any content, valid until the next call. */
  take(length: number): Buffer {
    if (length > this.#bytes.length) this.#bytes = Buffer.allocUnsafeSlow(length);
    return this.#bytes.subarray(0, length);
  }
}
