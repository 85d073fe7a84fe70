import { type ErrorCode, InspectError } from '../../model/errors.ts';
import { NetworkFailure } from './network-failure.ts';
import type { HttpResponse } from './transport.ts';

const words: Readonly<Record<number, string>> = {
  403: 'status 403: it needs other credentials, or the network does not let it through',
  404: 'status 404: there is none by that name',
  410: 'status 410: it has been removed',
  429: 'status 429, too many requests: wait, or log in with docker login',
};

/** An answer that is none of those that were asked for. Nothing of its body is shown, as it may repeat what it was sent. */
export function unexpectedAnswer({ status }: Pick<HttpResponse, 'status'>, expectation: string, code: ErrorCode): InspectError {
  return new InspectError(code, `${expectation}, got ${words[status] ?? `status ${status}`}`);
}

const remedies: Partial<Readonly<Record<NetworkFailure['kind'], string>>> = {
  'no-tls': ': --insecure reads it without encryption',
  certificate: ': NODE_EXTRA_CA_CERTS=FILE trusts its authority, --insecure anybody',
};

/** Translates a failure of the network; anything else passes through. */
export function fromNetworkFailure(error: unknown, expectation: string): unknown {
  if (!(error instanceof NetworkFailure)) return error;
  return new InspectError('unreadable', `${expectation}, got ${error.message}${remedies[error.kind] ?? ''}`, { cause: error });
}
