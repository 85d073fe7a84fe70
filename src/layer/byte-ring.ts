/// <reference lib="es2024.sharedmemory" />

/** What may wait between the two sides. A power of two, so that positions may wrap at 2^32. */
export const ringBytes = 4 * 1_048_576;

/** Words at the start of the memory, before the bytes. Positions count bytes, modulo 2^32. */
export const word = {
  written: 0,
  read: 1,
  /** One of `ringState`. */
  state: 2,
  /** Counts what the writer did, for the reader to wait on. */
  writerSignal: 3,
  /** Counts what the reader did, for the writer to wait on. */
  readerSignal: 4,
  /** 1 when the writer is about to wait for room. */
  isWriterWaiting: 5,
  /** 1 when the reader is about to wait for bytes. */
  isReaderWaiting: 6,
} as const;

/** Bytes that are worth waking the reader for, and room that is worth waking the writer for: less would cost more time in waking than in working. */
export const worthwhileBytes = ringBytes / 16;
export const worthwhileRoom = ringBytes / 4;

/** Read at once. Much larger pieces are kept by the allocator after they are freed. */
export const chunkBytes = ringBytes / 16;

export const ringState = { open: 0, ended: 1, failed: 2 } as const;

const headerBytes = 64;

/** Both sides' view of the same memory. */
export type RingMemory = { readonly words: Int32Array; readonly bytes: Uint8Array };

/**
 * Memory through which one thread hands a stream of bytes to another one that reads without returning to its event loop.
 * One writer, one reader; each makes its own `RingWriter` or `RingReader` of it.
 */
export function byteRing(): SharedArrayBuffer {
  return new SharedArrayBuffer(headerBytes + ringBytes);
}

export function ringMemory(ring: SharedArrayBuffer): RingMemory {
  return { words: new Int32Array(ring, 0, headerBytes / 4), bytes: new Uint8Array(ring, headerBytes) };
}

/** Bytes that are there to be read. */
export function waitingBytes(words: Int32Array): number {
  return (Atomics.load(words, word.written) - Atomics.load(words, word.read)) | 0;
}

/** Tells the other side, which may be waiting, that something has changed. */
export function signal(words: Int32Array, index: number): void {
  Atomics.add(words, index, 1);
  Atomics.notify(words, index);
}

/** The same where it said that it is about to wait. Either it is seen here, or what changed is seen there before it waits. */
export function signalWaiting(words: Int32Array, isWaiting: number, index: number): void {
  if (Atomics.exchange(words, isWaiting, 0) === 1) signal(words, index);
}
