import type { Dispatcher } from 'undici';
import { InspectError } from '../../model/errors.ts';
import { createDispatchers, type DispatcherOptions } from './dispatchers.ts';
import { guardedBody } from './guarded-body.ts';
import { NetworkFailure, toNetworkFailure } from './network-failure.ts';
import { isLoopback } from './origin.ts';
import { withDeadline } from './with-deadline.ts';

export type HttpRequest = {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal;
};

export type HttpResponse = {
  /** Where it came from, after redirects. */
  readonly url: URL;
  readonly status: number;
  /** By lower-case name; several of one name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** To be read to its end, or given up with `discard`. @throws NetworkFailure */
  readonly body: AsyncIterable<Uint8Array>;
  /** Lets go of the connection. */
  readonly discard: () => void;
};

/** One request, one answer: nothing is followed and nothing tried again. @throws NetworkFailure, or InspectError `interrupted` */
export type Transport = {
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
  readonly close: () => void;
};

/** HTTP by undici, through the proxies of the environment; never for this machine itself, as Go has it. */
export function createTransport(options: DispatcherOptions): Transport {
  const { policy } = options;
  const dispatchers = createDispatchers(options);
  const timeouts = { headersTimeout: policy.silenceMilliseconds, bodyTimeout: policy.silenceMilliseconds };
  // To the proxy and through it; what waits for a connection hears neither a timeout nor a signal.
  const deadline = 2 * (policy.connectMilliseconds + policy.silenceMilliseconds);
  const send = async ({ url, method, headers, body, signal }: HttpRequest): Promise<HttpResponse> => {
    try {
      const dispatcher = isLoopback(url.host) ? dispatchers.direct() : dispatchers.proxied();
      const asked = dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method,
        headers,
        body,
        signal,
        ...timeouts,
      });
      const answer = await withDeadline(asked, deadline, signal, discardBody);
      return {
        url,
        status: answer.statusCode,
        headers: joinHeaders(answer.headers),
        body: translated(guardedBody(answer.body, policy), signal),
        discard: () => discardBody(answer),
      };
    } catch (error) {
      throw translate(error, signal);
    }
  };
  return { send, close: dispatchers.close };
}

function discardBody({ body }: Pick<Dispatcher.ResponseData, 'body'>): void {
  body.on('error', () => {}).destroy();
}

async function* translated(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw translate(error, signal);
  }
}

function translate(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof InspectError || error instanceof NetworkFailure) return error;
  if (signal.aborted) return new InspectError('interrupted', 'interrupted');
  return toNetworkFailure(error) ?? error;
}

function joinHeaders(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : (value ?? []).join(', ')]);
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}
