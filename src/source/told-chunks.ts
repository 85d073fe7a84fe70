import type { Arrival } from '../model/image.ts';

/** The same chunks; from the first that is asked for until they end, `onArrival` has been told how many bytes have come. */
export async function* toldChunks<T extends Uint8Array>(
  chunks: AsyncIterable<T>,
  { from, expectedBytes }: Pick<Arrival, 'from' | 'expectedBytes'>,
  onArrival: (arrival: Arrival) => void,
): AsyncGenerator<T> {
  let bytes = 0;
  const listeners: (() => void)[] = [];
  onArrival({ from, expectedBytes, arrivedBytes: () => bytes, onEnd: (listener) => void listeners.push(listener) });
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
  } finally {
    for (const listener of listeners) listener();
  }
}
