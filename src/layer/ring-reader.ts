import { InspectError } from '../model/errors.ts';
import {
  chunkBytes,
  type RingMemory,
  ringBytes,
  ringMemory,
  ringState,
  signalWaiting,
  waitingBytes,
  word,
  worthwhileBytes,
  worthwhileRoom,
} from './byte-ring.ts';

/** The side that needs the bytes; it blocks its thread until there are enough of them to be worth it, or the end. */
export class RingReader {
  readonly #memory: RingMemory;

  constructor(ring: SharedArrayBuffer) {
    this.#memory = ringMemory(ring);
  }

  /** @throws InspectError `unreadable` when the writer failed; the writer's side knows why */
  *chunks(): Generator<Buffer> {
    for (let chunk = this.#next(); chunk !== null; chunk = this.#next()) yield chunk;
  }

  #next(): Buffer | null {
    const { words } = this.#memory;
    for (;;) {
      // In this order: what changes after `seen` ends the wait, and what was written before the end is seen when the end is seen.
      const seen = Atomics.load(words, word.writerSignal);
      Atomics.store(words, word.isReaderWaiting, 1);
      const state = Atomics.load(words, word.state);
      const waiting = waitingBytes(words);
      if (state === ringState.failed) throw new InspectError('unreadable', 'expected more bytes, got the end of a stream that broke off');
      if (waiting >= worthwhileBytes || (state === ringState.ended && waiting > 0)) return this.#take(Math.min(waiting, chunkBytes));
      if (state === ringState.ended) return null;
      Atomics.wait(words, word.writerSignal, seen);
    }
  }

  #take(length: number): Buffer {
    const { words, bytes } = this.#memory;
    const read = Atomics.load(words, word.read);
    const at = read & (ringBytes - 1);
    const first = Math.min(length, ringBytes - at);
    // A copy: the room is the writer's again at once, and neither zlib nor a hash takes shared memory.
    const chunk = Buffer.allocUnsafeSlow(length);
    chunk.set(bytes.subarray(at, at + first));
    chunk.set(bytes.subarray(0, length - first), first);
    Atomics.store(words, word.isReaderWaiting, 0);
    Atomics.store(words, word.read, (read + length) | 0);
    // A full ring has as much to read as it takes to get there.
    if (ringBytes - waitingBytes(words) >= worthwhileRoom) signalWaiting(words, word.isWriterWaiting, word.readerSignal);
    return chunk;
  }
}
