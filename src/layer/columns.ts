type NumberArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A column that grows: pushes and sets, and in the end an array of just its length over a buffer of its own. */
export type Column<T extends NumberArray> = {
  readonly push: (value: number) => void;
  readonly set: (row: number, value: number) => void;
  readonly toArray: () => T;
};

export function column<T extends NumberArray>(arrayType: new (length: number) => T): Column<T> {
  let values = new arrayType(1_024);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const grown = new arrayType(2 * length);
        grown.set(values);
        values = grown;
      }
      values[length++] = value;
    },
    set: (row, value) => {
      values[row] = value;
    },
    toArray: () => values.slice(0, length) as T,
  };
}

/** Bytes of many things, one after the other. */
export class ByteArena {
  length = 0;
  #bytes = new Uint8Array(16_384);

  push(bytes: Uint8Array): void {
    const end = this.length + bytes.length;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      grown.set(this.#bytes.subarray(0, this.length));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.length);
    this.length = end;
  }

  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }
}
