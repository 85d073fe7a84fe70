/** Why no whole answer came. */
export type FailureKind =
  /** Nobody listens, or there is no such host. */
  | 'absent'
  /** Somebody listens who does not speak TLS. */
  | 'no-tls'
  | 'certificate'
  /** May go well when tried again. */
  | 'temporary'
  /** What came is no HTTP, or another failure that will not go away. */
  | 'other';

/** A request or the body of an answer broke off. It is caught where it is known what was asked for, and becomes an `InspectError`. */
export class NetworkFailure extends Error {
  readonly kind: FailureKind;

  /** @param message what came instead of an answer; never a header or a URL, as those hold secrets */
  constructor(kind: FailureKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'NetworkFailure';
    this.kind = kind;
  }
}

const known: Readonly<Record<string, readonly [FailureKind, string]>> = {
  ECONNREFUSED: ['absent', 'a refused connection'],
  ENOTFOUND: ['absent', 'no such host'],
  EHOSTUNREACH: ['absent', 'a host that cannot be reached'],
  ENETUNREACH: ['absent', 'a network that cannot be reached'],
  EADDRNOTAVAIL: ['absent', 'a host that cannot be reached'],
  EACCES: ['absent', 'no permission to connect'],
  EPROTO: ['no-tls', 'an answer that is not TLS'],
  ERR_SSL_WRONG_VERSION_NUMBER: ['no-tls', 'an answer that is not TLS'],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ['no-tls', 'an answer that is not TLS'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['certificate', 'a certificate for another host'],
  CERT_HAS_EXPIRED: ['certificate', 'a certificate that has expired'],
  EAI_AGAIN: ['temporary', 'no answer from the name server'],
  ECONNRESET: ['temporary', 'a connection that broke off'],
  EPIPE: ['temporary', 'a connection that broke off'],
  UND_ERR_SOCKET: ['temporary', 'a connection that broke off'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['temporary', 'a connection that broke off'],
  UND_ERR_CONNECT_TIMEOUT: ['temporary', 'no connection in time'],
  ETIMEDOUT: ['temporary', 'no connection in time'],
  UND_ERR_HEADERS_TIMEOUT: ['temporary', 'no answer in time'],
  UND_ERR_BODY_TIMEOUT: ['temporary', 'an answer that fell silent'],
  UND_ERR_HEADERS_OVERFLOW: ['other', 'headers that are too long'],
  UND_ERR_ABORTED: ['other', 'a refusal from the proxy'],
};

/** Translates what the HTTP client failed with; null for what no network did. */
export function toNetworkFailure(error: unknown): NetworkFailure | null {
  if (error instanceof NetworkFailure) return error;
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const found = known[code];
  if (found !== undefined) return new NetworkFailure(found[0], found[1], { cause: error });
  if (code.startsWith('HPE_') || error.name === 'HTTPParserError')
    return new NetworkFailure('other', 'an answer that is not HTTP', { cause: error });
  if (code.startsWith('ERR_SSL_')) return new NetworkFailure('other', `a TLS failure (${code})`, { cause: error });
  if (/CERT|SIGNATURE|ISSUER|CRL|_CA\b/.test(code)) {
    return new NetworkFailure('certificate', `a certificate that nobody vouches for (${code})`, { cause: error });
  }
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  if (first !== undefined) return toNetworkFailure(first);
  return code.startsWith('UND_ERR_') ? new NetworkFailure('other', `a failed request (${code})`, { cause: error }) : null;
}
