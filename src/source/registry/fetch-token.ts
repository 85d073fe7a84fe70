import { InspectError } from '../../model/errors.ts';
import type { Challenge } from './challenge.ts';
import { basicAuthorization, type FoundCredentials } from './credentials.ts';
import { followRedirects } from './follow-redirects.ts';
import { readBody } from './read-body.ts';
import type { HttpRequest, HttpResponse } from './transport.ts';

export type TokenOptions = {
  /** Of the registry that challenged, for messages. */
  readonly registry: string;
  readonly found: FoundCredentials;
  /** Whether credentials may be sent over plain HTTP. */
  readonly mayUseHttp: boolean;
  readonly redirects: number;
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
  readonly signal: AbortSignal;
};

const maxTokenBytes = 262_144;

/**
 * Gets an access token from the server that a registry names.
 * https://distribution.github.io/distribution/spec/auth/token/ and https://distribution.github.io/distribution/spec/auth/oauth/
 * @throws NetworkFailure, InspectError `unreadable` where it is refused or is no token
 */
export async function fetchToken({ parameters }: Challenge, options: TokenOptions): Promise<string> {
  const realm = parseRealm(parameters['realm'] ?? '', options);
  const { credentials, problem } = options.found;
  const response =
    credentials?.kind === 'identity-token'
      ? await exchange(realm, credentials.token, parameters, options)
      : await ask(realm, parameters, options);
  if (response.status === 200) return parseToken(await readBody(response, maxTokenBytes), realm);
  response.discard();
  const isRefused = response.status === 400 || response.status === 401 || response.status === 403;
  const remedy = credentials === null ? 'log in with' : 'log in anew with';
  const cause = problem === null ? '' : ` (${problem})`;
  const hint = isRefused ? `: ${remedy} docker login ${options.registry}${cause}` : '';
  const who = credentials === null ? 'without credentials' : 'for the credentials that are configured';
  throw new InspectError('unreadable', `expected a token from ${realm.host} ${who}, got status ${response.status}${hint}`);
}

type Parameters = Challenge['parameters'];

function ask(realm: URL, parameters: Parameters, { found, mayUseHttp, redirects, send, signal }: TokenOptions): Promise<HttpResponse> {
  const url = new URL(realm);
  if (parameters['service'] !== undefined) url.searchParams.set('service', parameters['service']);
  for (const scope of scopes(parameters)) url.searchParams.append('scope', scope);
  const password = found.credentials?.kind === 'password' ? found.credentials : null;
  if (password !== null) url.searchParams.set('account', password.username);
  const authorization = password === null ? null : basicAuthorization(password.username, password.password);
  return followRedirects({ url, headers: { accept: 'application/json' }, authorization, signal }, send, mayUseHttp, { redirects });
}

/** A refresh token is itself a secret, so that no redirect is followed with it. */
function exchange(realm: URL, token: string, parameters: Parameters, { send, signal }: TokenOptions): Promise<HttpResponse> {
  const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'flense', refresh_token: token });
  if (parameters['service'] !== undefined) form.set('service', parameters['service']);
  form.set('scope', scopes(parameters).join(' '));
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  return send({ url: realm, method: 'POST', headers, body: form.toString(), signal });
}

function scopes({ scope }: Parameters): readonly string[] {
  return (scope ?? '').split(' ').filter((part) => part !== '');
}

/** It is the registry that says where credentials go: to a web address, and encrypted. */
function parseRealm(realm: string, { registry, mayUseHttp }: TokenOptions): URL {
  const url = URL.canParse(realm) ? new URL(realm) : null;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && mayUseHttp)) {
    url.username = '';
    url.password = '';
    return url;
  }
  const found = url?.protocol === 'http:' ? 'one without encryption' : 'something else';
  throw new InspectError('unreadable', `expected ${registry} to name a server for tokens, got ${found}`);
}

function parseToken(bytes: Buffer | null, realm: URL): string {
  const token = bytes === null ? null : readToken(bytes);
  if (token !== null) return token;
  throw new InspectError('unreadable', `expected a token from ${realm.host}, got something else`);
}

/** What could not be sent in a header is no token. */
function readToken(bytes: Buffer): string | null {
  try {
    const json = JSON.parse(bytes.toString('utf8')) as { readonly token?: unknown; readonly access_token?: unknown } | null;
    const token = json?.token || json?.access_token;
    return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) ? token : null;
  } catch {
    // What came is not quoted, as it may hold half a token.
    return null;
  }
}
