import type { ClientRequest, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
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

/** What a request asks for and brings along. */
export type EngineCall = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly body: { readonly type: string; readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array> } | null;
};

const get: EngineCall = { method: 'GET', body: null };

/** One request, a GET unless told. @throws InspectError `unreadable` where the engine goes away or is silent, or `interrupted` */
export async function requestEngine(
  transport: Transport,
  path: string,
  patience: Patience,
  signal: AbortSignal,
  call: EngineCall = get,
): Promise<EngineAnswer> {
  try {
    const response = await send(transport, path, patience, signal, call);
    return { status: response.statusCode ?? 0, headers: response.headers, chunks: readAnswer(response, transport, patience, signal) };
  } catch (error) {
    throw translated(error, transport, signal);
  }
}

function send(
  transport: Transport,
  path: string,
  { answerMilliseconds }: Patience,
  signal: AbortSignal,
  { method, body }: EngineCall,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = body === null ? {} : { 'content-type': body.type };
    const request = transport.send({ method, path, signal, headers });
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
    if (body === null) request.end();
    else sendBody(request, body.chunks, reject);
  });
}

/** What cannot be read ends the request, and is why. An engine may answer, or go away, before it has taken everything. */
function sendBody(request: ClientRequest, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, reject: (error: Error) => void): void {
  const source = Readable.from(chunks);
  source.once('error', (error) => {
    reject(error);
    request.destroy();
  });
  request.once('close', () => source.destroy());
  source.pipe(request);
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
