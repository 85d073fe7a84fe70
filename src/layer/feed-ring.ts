import { freeingBuffers } from './buffer-garbage.ts';
import { RingWriter } from './ring-writer.ts';

/** Opens the stream that a task reads; not before a thread is free for it. Must end soon after `signal` is aborted. */
export type OpenStream = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

/**
 * Puts a stream in a ring while a thread reads it. Where both fail, what the stream failed with is the cause.
 * @param read asks the thread for its result
 */
export async function feedRing<T>(ring: SharedArrayBuffer, open: OpenStream, signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  const writer = new RingWriter(ring);
  const settled = new AbortController();
  let failure: { readonly error: unknown } | null = null;
  const fed = pump(writer, () => open(AbortSignal.any([signal, settled.signal]))).catch((error: unknown) => {
    failure = { error };
    writer.fail();
  });
  try {
    const result = await read();
    // Ended already, as the thread reads a ring to its end.
    await fed;
    return result;
  } catch (error) {
    throw signal.aborted ? error : ((failure as { readonly error: unknown } | null)?.error ?? error);
  } finally {
    writer.abandon();
    settled.abort();
  }
}

async function pump(writer: RingWriter, open: () => AsyncIterable<Uint8Array>): Promise<void> {
  const freeBuffers = freeingBuffers();
  for await (const chunk of open()) {
    if (!(await writer.write(chunk))) return;
    freeBuffers(chunk.length);
  }
  writer.end();
}
