import type { Dispatcher } from 'undici';
import { InspectError } from '../../model/errors.ts';
import { NetworkFailure } from './network-failure.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { Agent, envHttpProxyAgent, Pool } from './undici.ts';

export type Dispatchers = {
  readonly direct: () => Dispatcher;
  /** Through the proxies of the environment, where it has some. @throws InspectError `usage` */
  readonly proxied: () => Dispatcher;
  readonly close: () => void;
};

export type DispatcherOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Take any certificate. */
  readonly insecure: boolean;
  readonly policy: NetworkPolicy;
};

/** Connections of undici, made when they are first needed. */
export function createDispatchers({ environment, insecure, policy }: DispatcherOptions): Dispatchers {
  const tls = { timeout: policy.connectMilliseconds, rejectUnauthorized: !insecure };
  const variable = (name: string): string => environment[name] || environment[name.toUpperCase()] || '';
  let direct: Dispatcher | null = null;
  let proxied: Dispatcher | null = null;
  const openProxied = (): Dispatcher => {
    const [httpProxy, httpsProxy, noProxy] = [variable('http_proxy'), variable('https_proxy'), variable('no_proxy')];
    const clientFactory = (origin: URL, options: object): Dispatcher => proxyPool(origin, options, policy);
    const EnvHttpProxyAgent = envHttpProxyAgent();
    try {
      return new EnvHttpProxyAgent({ connect: tls, requestTls: tls, proxyTls: tls, clientFactory, httpProxy, httpsProxy, noProxy });
    } catch {
      // The address of a proxy may hold a password: neither it nor the cause is shown.
      throw new InspectError('usage', 'expected the address of a proxy in http_proxy and https_proxy, got something else');
    }
  };
  return {
    direct: () => (direct ??= new Agent({ connect: tls })),
    proxied: () => (proxied ??= openProxied()),
    close: () => {
      for (const dispatcher of [direct, proxied]) void dispatcher?.destroy();
    },
  };
}

/** Connections to a proxy. When one breaks off undici takes that for an accident of the tunnel, and tries again for ever. */
function proxyPool(origin: URL, options: object, { silenceMilliseconds }: NetworkPolicy): Dispatcher {
  const pool = new Pool(origin, { ...options, headersTimeout: silenceMilliseconds });
  const connect = pool.connect.bind(pool) as (options: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData>;
  const connectOnce = async (request: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
    try {
      return await connect(request);
    } catch (cause) {
      const isBroken = cause instanceof Error && 'code' in cause && cause.code === 'UND_ERR_SOCKET';
      throw isBroken ? new NetworkFailure('other', 'a proxy that breaks off', { cause }) : cause;
    }
  };
  return Object.assign(pool, { connect: connectOnce });
}
