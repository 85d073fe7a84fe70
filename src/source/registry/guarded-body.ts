import { NetworkFailure } from './network-failure.ts';
import type { NetworkPolicy } from './network-policy.ts';

/**
 * The chunks of a body, as long as they come fast enough to be worth waiting for. Only the time of waiting counts: whoever reads
 * may take its own.
 * @throws NetworkFailure `temporary`
 */
export async function* guardedBody(
  body: AsyncIterable<Uint8Array>,
  { silenceMilliseconds, trickleBytes }: NetworkPolicy,
): AsyncGenerator<Uint8Array> {
  let waited = 0;
  let bytes = 0;
  let since = performance.now();
  for await (const chunk of body) {
    waited += performance.now() - since;
    bytes += chunk.length;
    if (bytes >= trickleBytes) [waited, bytes] = [0, 0];
    else if (waited > silenceMilliseconds) throw new NetworkFailure('temporary', 'an answer that comes too slowly');
    yield chunk;
    since = performance.now();
  }
}
