import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { InspectError } from '../../model/errors.ts';
import { guardedBody } from './guarded-body.ts';
import { toNetworkFailure } from './network-failure.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { isLoopback } from './origin.ts';

export type HttpRequest = {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
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

export type TransportOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Take any certificate. */
  readonly insecure: boolean;
  readonly policy: NetworkPolicy;
};

/** HTTP by undici, through the proxies of the environment; never for this machine itself, as Go has it. */
export function createTransport(options: TransportOptions): Transport {
  const { policy } = options;
  const dispatchers = createDispatchers(options);
  const send = async ({ url, method, headers, body, signal }: HttpRequest): Promise<HttpResponse> => {
    try {
      const answer = await request(url, {
        dispatcher: isLoopback(url.host) ? dispatchers.direct() : dispatchers.proxied(),
        method,
        headers,
        body,
        signal,
        headersTimeout: policy.silenceMilliseconds,
        bodyTimeout: policy.silenceMilliseconds,
      });
      const discard = (): void => void answer.body.on('error', () => {}).destroy();
      return {
        url,
        status: answer.statusCode,
        headers: joinHeaders(answer.headers),
        body: translated(guardedBody(answer.body, policy), signal),
        discard,
      };
    } catch (error) {
      throw translate(error, signal);
    }
  };
  return { send, close: dispatchers.close };
}

type Dispatchers = { readonly direct: () => Dispatcher; readonly proxied: () => Dispatcher; readonly close: () => void };

function createDispatchers({ environment, insecure, policy }: TransportOptions): Dispatchers {
  const tls = { rejectUnauthorized: !insecure };
  const shared = { connect: { timeout: policy.connectMilliseconds, ...tls }, requestTls: tls };
  const variable = (name: string): string => environment[name] || environment[name.toUpperCase()] || '';
  let direct: Dispatcher | null = null;
  let proxied: Dispatcher | null = null;
  const openProxied = (): Dispatcher => {
    try {
      const [httpProxy, httpsProxy, noProxy] = [variable('http_proxy'), variable('https_proxy'), variable('no_proxy')];
      return new EnvHttpProxyAgent({ ...shared, httpProxy, httpsProxy, noProxy });
    } catch {
      // The address of a proxy may hold a password: neither it nor the cause is shown.
      throw new InspectError('usage', 'expected the address of a proxy in http_proxy and https_proxy, got something else');
    }
  };
  return {
    direct: () => (direct ??= new Agent(shared)),
    proxied: () => (proxied ??= openProxied()),
    close: () => {
      for (const dispatcher of [direct, proxied]) void dispatcher?.destroy();
    },
  };
}

async function* translated(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw translate(error, signal);
  }
}

function translate(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof InspectError) return error;
  if (signal.aborted) return new InspectError('interrupted', 'interrupted');
  return toNetworkFailure(error) ?? error;
}

function joinHeaders(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : (value ?? []).join(', ')]);
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}
