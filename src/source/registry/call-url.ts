import { NetworkFailure } from './network-failure.ts';

/** Where a request goes, and whether it is to the server itself, which alone may be told who asks. */
export type CallUrl = { readonly url: URL; readonly isHome: boolean };

/**
 * Where a request that may write goes.
 * @param target below the root of the server, or where the server said that an upload goes on
 * @param base of the server
 * @param mayUseHttp whether others may be written to without encryption
 * @throws NetworkFailure
 */
export function callUrl(target: string, base: URL, mayUseHttp: boolean): CallUrl {
  const url = URL.canParse(target, base.href) ? new URL(target, base) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw new NetworkFailure('other', 'a place to send it to that is no web address');
  // Credentials in an address would be sent as an Authorization header.
  url.username = '';
  url.password = '';
  // A registry behind a proxy that ends TLS often does not know that it is spoken to with encryption.
  if (url.host === base.host && base.protocol === 'https:') url.protocol = 'https:';
  const isHome = url.origin === base.origin;
  if (!isHome && url.protocol === 'http:' && !mayUseHttp) throw new NetworkFailure('other', `an upload to ${url.host} over plain HTTP`);
  return { url, isHome };
}
