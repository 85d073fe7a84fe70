import { setImmediate } from 'node:timers/promises';

const sliceMilliseconds = 50;

/**
 * The same items, with a pause now and then, as signals are seen only between two turns of the event loop.
 * @throws the signal's reason once it is aborted
 */
export async function* untilInterrupted<T>(items: Iterable<T> | AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  let pausedAt = performance.now();
  for await (const item of items) {
    yield item;
    if (performance.now() - pausedAt < sliceMilliseconds) continue;
    await setImmediate();
    signal.throwIfAborted();
    pausedAt = performance.now();
  }
}
