import { NetworkFailure } from './network-failure.ts';
import type { NetworkPolicy } from './network-policy.ts';
import type { HttpRequest, HttpResponse } from './transport.ts';

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A request whose `authorization` is for the host of its URL, and for no other. */
export type AuthorizedRequest = Omit<HttpRequest, 'method' | 'body'> & { readonly authorization: string | null };

/**
 * Follows redirects. Registries send blobs from the servers of somebody else, who must not see what the registry was told.
 * @param mayDowngrade whether plain HTTP may follow on HTTPS
 * @throws NetworkFailure
 */
export async function followRedirects(
  { url: start, headers, authorization, signal }: AuthorizedRequest,
  send: (request: HttpRequest) => Promise<HttpResponse>,
  mayDowngrade: boolean,
  { redirects }: Pick<NetworkPolicy, 'redirects'>,
): Promise<HttpResponse> {
  let url = start;
  for (let followed = 0; ; followed++) {
    const isHome = url.origin === start.origin;
    const own = isHome && authorization !== null ? { ...headers, authorization } : headers;
    const response = await send({ url, method: 'GET', headers: own, body: null, signal });
    const location = response.headers['location'];
    if (!redirectStatuses.has(response.status) || location === undefined) return response;
    response.discard();
    if (followed >= redirects) throw new NetworkFailure('other', 'one redirect after the other');
    url = nextUrl(location, url, mayDowngrade);
  }
}

function nextUrl(location: string, from: URL, mayDowngrade: boolean): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : null;
  const isDowngrade = from.protocol === 'https:' && url?.protocol === 'http:';
  if (url === null || !/^https?:$/.test(url.protocol)) throw new NetworkFailure('other', 'a redirect to something that is no web address');
  if (isDowngrade && !mayDowngrade) throw new NetworkFailure('other', `a redirect from HTTPS to plain HTTP at ${url.host}`);
  // Credentials in an address would be sent as an Authorization header.
  url.username = '';
  url.password = '';
  return url;
}
