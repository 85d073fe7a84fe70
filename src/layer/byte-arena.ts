/** Bytes of many things, one after the other. */
export class ByteArena {
  length = 0;
  /** Of which the first `length` count. */
  bytes = new Uint8Array(16_384);

  push(bytes: Uint8Array): void {
    const end = this.length + bytes.length;
    if (end > this.bytes.length) {
      const grown = new Uint8Array(Math.max(end, 2 * this.bytes.length));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(bytes, this.length);
    this.length = end;
  }

  toBytes(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}
