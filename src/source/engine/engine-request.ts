import type { IncomingMessage } from 'node:http';
import { InspectError } from '../../model/errors.ts';
import { describeConnectionError } from './connection-error.ts';
import type { Transport } from './transport.ts';

export type Patience = {
  /** Until the engine begins to answer. */
  readonly answerMilliseconds: number;
  /** Between two pieces of its answer. */
  readonly silenceMilliseconds: number;
};

export type EngineAnswer = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** To be read to its end, or given up by `return`. */
  readonly chunks: AsyncGenerator<Buffer>;
};

/** One GET request. @throws InspectError `unreadable` where the engine goes away or is silent, or `interrupted` */
export async function requestEngine(transport: Transport, path: string, patience: Patience, signal: AbortSignal): Promise<EngineAnswer> {
  try {
    const response = await send(transport, path, patience, signal);
    return { status: response.statusCode ?? 0, headers: response.headers, chunks: readAnswer(response, transport, patience, signal) };
  } catch (error) {
    throw translated(error, transport, signal);
  }
}

function send(transport: Transport, path: string, { answerMilliseconds }: Patience, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = transport.send({ method: 'GET', path, signal });
    const timer = setTimeout(() => request.destroy(silent(transport, answerMilliseconds)), answerMilliseconds);
    request.once('response', (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    // Stays, as the connection may fail once more while the answer is read.
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end();
  });
}

async function* readAnswer(
  response: IncomingMessage,
  transport: Transport,
  { silenceMilliseconds }: Patience,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const chunks = response[Symbol.asyncIterator]();
  try {
    for (;;) {
      // Only while we wait: whoever takes the bytes may take his time.
      const timer = setTimeout(() => response.destroy(silent(transport, silenceMilliseconds)), silenceMilliseconds);
      const next = await chunks.next().finally(() => clearTimeout(timer));
      if (next.done === true) return;
      yield next.value as Buffer;
    }
  } catch (error) {
    throw translated(error, transport, signal);
  } finally {
    response.destroy();
  }
}

function silent({ address }: Transport, milliseconds: number): InspectError {
  return new InspectError('unreadable', `expected an answer of the engine at ${address} within ${milliseconds / 1_000} s, got none`);
}

function translated(error: unknown, transport: Transport, signal: AbortSignal): unknown {
  if (signal.aborted) return new InspectError('interrupted', 'interrupted', { cause: error });
  const found = describeConnectionError(error, transport.complaint());
  if (found === null) return error;
  return new InspectError('unreadable', `expected an answer of the engine at ${transport.address}, got ${found}`, { cause: error });
}
