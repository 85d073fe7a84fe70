/// <reference lib="es2024.sharedmemory" />
import {
  type RingMemory,
  ringBytes,
  ringMemory,
  ringState,
  signal,
  signalWaiting,
  waitingBytes,
  word,
  worthwhileBytes,
} from './byte-ring.ts';

/** The side that has the bytes; it waits for room without blocking its thread. */
export class RingWriter {
  readonly #memory: RingMemory;
  #isAbandoned = false;

  /** Empties the ring, so nobody may be reading from it. */
  constructor(ring: SharedArrayBuffer) {
    this.#memory = ringMemory(ring);
    const { words } = this.#memory;
    Atomics.store(words, word.written, 0);
    Atomics.store(words, word.read, 0);
    Atomics.store(words, word.state, ringState.open);
    Atomics.store(words, word.isWriterWaiting, 0);
    Atomics.store(words, word.isReaderWaiting, 0);
  }

  /** @returns false once nobody reads any more: what is left need not be sent */
  async write(chunk: Uint8Array): Promise<boolean> {
    const { words } = this.#memory;
    for (let sent = this.#put(chunk); sent < chunk.length && !this.#isAbandoned; ) {
      // In this order: either the reader sees that somebody waits, or the room that it makes is seen here.
      const seen = Atomics.load(words, word.readerSignal);
      Atomics.store(words, word.isWriterWaiting, 1);
      const taken = this.#put(chunk.subarray(sent));
      sent += taken;
      if (taken === 0) await Atomics.waitAsync(words, word.readerSignal, seen).value;
    }
    return !this.#isAbandoned;
  }

  /** The reader ends after the bytes that are there. */
  end(): void {
    this.#finish(ringState.ended);
  }

  /** The reader fails at once, as what is missing makes the rest worthless. */
  fail(): void {
    this.#finish(ringState.failed);
  }

  /** The reader is gone, or nobody wants its result. A write that waits returns. */
  abandon(): void {
    this.#isAbandoned = true;
    Atomics.notify(this.#memory.words, word.readerSignal);
  }

  #put(chunk: Uint8Array): number {
    const { words, bytes } = this.#memory;
    const written = Atomics.load(words, word.written);
    const length = Math.min(chunk.length, ringBytes - waitingBytes(words));
    if (length === 0) return 0;
    const at = written & (ringBytes - 1);
    const first = Math.min(length, ringBytes - at);
    bytes.set(chunk.subarray(0, first), at);
    bytes.set(chunk.subarray(first, length), 0);
    Atomics.store(words, word.written, (written + length) | 0);
    if (waitingBytes(words) >= worthwhileBytes) signalWaiting(words, word.isReaderWaiting, word.writerSignal);
    return length;
  }

  #finish(state: number): void {
    if (this.#isAbandoned) return;
    Atomics.store(this.#memory.words, word.state, state);
    signal(this.#memory.words, word.writerSignal);
  }
}
