import { apiHost, isLoopback } from './origin.ts';

/** A server that may have a repository. */
export type Endpoint = {
  /** `host[:port]` as the user knows it: what credentials are kept under. */
  readonly registry: string;
  /** Where its API may be; the next where the one before does not speak TLS, or is not there. */
  readonly bases: readonly URL[];
  readonly isMirror: boolean;
};

/** HTTPS; plain HTTP on this machine or where the user allows it, and then only where there is no HTTPS. */
export function registryEndpoint(registry: string, insecure: boolean): Endpoint {
  const host = apiHost(registry);
  const protocols = insecure || isLoopback(host) ? ['https', 'http'] : ['https'];
  return { registry, bases: protocols.map((protocol) => new URL(`${protocol}://${host}/`)), isMirror: false };
}
