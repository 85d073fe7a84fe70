import { InspectError } from '../../model/errors.ts';
import type { TlsMaterial } from './tls-material.ts';

/** Where an engine listens. `address` is how a person writes it. */
export type Endpoint =
  | { readonly kind: 'socket'; readonly address: string; readonly path: string }
  | { readonly kind: 'tcp'; readonly address: string; readonly host: string; readonly port: number; readonly tls: TlsMaterial | null }
  | {
      readonly kind: 'ssh';
      readonly address: string;
      readonly host: string;
      readonly port: number | null;
      readonly user: string | null;
      /** Of the engine's socket over there; null: where its client looks by itself. */
      readonly socketPath: string | null;
    };

const plainPort = 2375;
const tlsPort = 2376;

/**
 * What `DOCKER_HOST` and contexts hold: `unix://PATH`, `npipe://PIPE`, `tcp://HOST[:PORT]`, `ssh://[USER@]HOST[:PORT][/SOCKET]`.
 * @param tls for `tcp`; null: none
 * @param origin what holds `text`, for messages
 * @throws InspectError `usage`
 */
export function parseEndpoint(text: string, tls: TlsMaterial | null, origin: string): Endpoint {
  const [, scheme = 'tcp', rest = ''] = /^(?:([a-z]+):\/\/)?(.*)$/s.exec(text) ?? [];
  switch (scheme) {
    case 'unix':
    case 'npipe':
      if (!rest.startsWith('/')) throw malformed(text, origin);
      return socketEndpoint(rest);
    case 'tcp':
    case 'http':
    case 'https':
      return parseTcp(text, rest, scheme === 'https' ? (tls ?? systemTls) : tls, origin);
    case 'ssh':
      return parseSsh(text, origin);
    default:
      throw malformed(text, origin);
  }
}

export function socketEndpoint(path: string): Endpoint {
  return { kind: 'socket', address: `${path.startsWith('//./pipe/') ? 'npipe' : 'unix'}://${path}`, path };
}

/** With the certificate authorities of the system and no certificate of our own. */
const systemTls: TlsMaterial = { ca: null, cert: null, key: null, isVerified: true };

function parseTcp(text: string, rest: string, tls: TlsMaterial | null, origin: string): Endpoint {
  const url = parseUrl(`tcp://${rest}`, text, origin);
  if (url.pathname !== '' && url.pathname !== '/') throw malformed(text, origin);
  const port = url.port === '' ? (tls === null ? plainPort : tlsPort) : Number(url.port);
  return { kind: 'tcp', address: `tcp://${url.host}`, host: url.hostname.replace(/^\[|\]$/g, ''), port, tls };
}

function parseSsh(text: string, origin: string): Endpoint {
  const url = parseUrl(text, text, origin);
  const user = decodeURIComponent(url.username) || null;
  // Either would be an option to ssh.
  if (url.hostname.startsWith('-') || user?.startsWith('-') === true || url.password !== '') throw malformed(text, origin);
  const socketPath = url.pathname === '' || url.pathname === '/' ? null : url.pathname;
  // It is read by a shell over there.
  if (socketPath !== null && !/^[\w./+@-]+$/.test(socketPath)) throw malformed(text, origin);
  const port = url.port === '' ? null : Number(url.port);
  return { kind: 'ssh', address: text, host: url.hostname.replace(/^\[|\]$/g, ''), port, user, socketPath };
}

function parseUrl(url: string, text: string, origin: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.hostname === '' || parsed.search !== '' || parsed.hash !== '') throw malformed(text, origin);
  return parsed;
}

function malformed(text: string, origin: string): InspectError {
  // What stands before an @ may be a password.
  const shown = text.replace(/\/\/[^/]*@/, '//…@');
  return new InspectError('usage', `${origin}: expected unix://PATH, tcp://HOST:PORT or ssh://USER@HOST, got ${JSON.stringify(shown)}`);
}
