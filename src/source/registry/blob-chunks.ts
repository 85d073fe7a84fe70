import type { Descriptor } from '../../model/descriptor.ts';
import { InspectError } from '../../model/errors.ts';
import { NetworkFailure } from './network-failure.ts';
import type { NetworkPolicy } from './network-policy.ts';
import type { HttpResponse } from './transport.ts';
import { backoff, wait } from './wait.ts';

/** A try that brings as much was worth it: those that follow are counted anew. */
const headwayBytes = 1_048_576;

/** Asks for a blob from a position on; the answer has status 200 or 206. @throws NetworkFailure, InspectError */
export type OpenBlob = (position: number) => Promise<HttpResponse>;

/**
 * The bytes of a blob, through broken connections; counted, not hashed.
 * @throws NetworkFailure after too many tries, InspectError `size-mismatch` or `interrupted`
 */
export async function* blobChunks(
  open: OpenBlob,
  { sizeBytes }: Pick<Descriptor, 'sizeBytes'>,
  { attempts, backoffMilliseconds }: NetworkPolicy,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let position = 0;
  for (let tried = 1; ; tried++) {
    const start = position;
    try {
      for await (const chunk of bytesFrom(await open(position), position, sizeBytes)) {
        position += chunk.length;
        yield chunk;
      }
      if (position === sizeBytes) return;
      throw new NetworkFailure('temporary', 'a connection that broke off');
    } catch (error) {
      if (!(error instanceof NetworkFailure) || !isWorthAnotherTry(error, start)) throw error;
      if (position - start >= headwayBytes) tried = 0;
      if (tried >= attempts)
        throw new NetworkFailure(error.kind, `${position} of ${sizeBytes} bytes and ${error.message}`, { cause: error });
      await wait(backoff(backoffMilliseconds, Math.max(1, tried)), signal);
    }
  }
}

/** A server that has answered once may be gone for a moment. */
function isWorthAnotherTry({ kind }: NetworkFailure, position: number): boolean {
  return kind === 'temporary' || (kind === 'absent' && position > 0);
}

/** What is still missing, where the server may have begun at the start again. */
async function* bytesFrom(
  { status, headers, body, discard }: HttpResponse,
  position: number,
  sizeBytes: number,
): AsyncGenerator<Uint8Array> {
  let at = status === 206 ? rangeStart(headers['content-range']) : 0;
  if (at > position || (status === 200 && Number(headers['content-length'] ?? sizeBytes) !== sizeBytes)) {
    discard();
    if (status === 206) throw new NetworkFailure('other', 'another range of it than was asked for');
    throw new InspectError('size-mismatch', `expected ${sizeBytes} bytes, got ${headers['content-length']}`);
  }
  for await (const chunk of body) {
    const end = at + chunk.length;
    if (end > sizeBytes) throw new InspectError('size-mismatch', `expected ${sizeBytes} bytes, got more`);
    if (end > position) yield at < position ? chunk.subarray(position - at) : chunk;
    at = end;
  }
}

/** Positive infinity for what is no range. https://www.rfc-editor.org/rfc/rfc9110#section-14.4 */
function rangeStart(header = ''): number {
  const start = /^bytes (\d{1,15})-/.exec(header)?.[1];
  return start === undefined ? Number.POSITIVE_INFINITY : Number(start);
}
