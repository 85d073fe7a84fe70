import { InspectError } from '../../model/errors.ts';
import { callUrl } from './call-url.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { basicAuthorization, type FoundCredentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import { fetchToken } from './fetch-token.ts';
import { type AuthorizedRequest, followRedirects } from './follow-redirects.ts';
import { NetworkFailure } from './network-failure.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { isLoopback } from './origin.ts';
import { sendAgain } from './send-again.ts';
import type { HttpRequest, HttpResponse, Transport } from './transport.ts';

export type ClientOptions = {
  readonly transport: Transport;
  readonly findCredentials: (signal: AbortSignal) => Promise<FoundCredentials>;
  readonly insecure: boolean;
  readonly policy: NetworkPolicy;
  /** Told what the user should know, say that something is not encrypted. */
  readonly warn: (warning: string) => void;
};

/** A request that changes something, or asks without wanting the content. */
export type RegistryCall = {
  readonly method: 'HEAD' | 'POST' | 'PATCH' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
};

/** Requests to one server about one repository, authorized as it asks. */
export class RegistryClient {
  readonly endpoint: Endpoint;
  readonly #options: ClientOptions;
  /** The one that has answered. */
  #base: URL | null = null;
  #authorization: string | null = null;
  #found: FoundCredentials | null = null;
  /** Under way, so that requests that are refused together ask once. */
  #authorizing: Promise<string> | null = null;

  constructor(endpoint: Endpoint, options: ClientOptions) {
    this.endpoint = endpoint;
    this.#options = options;
  }

  /**
   * @param path below the root of the server
   * @param isOnce whether the caller tries again by itself when the network fails
   * @throws NetworkFailure, or InspectError `unreadable` where the server wants other credentials. Any other status is returned.
   */
  async get(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal, isOnce = false): Promise<HttpResponse> {
    for (let isRenewed = false; ; isRenewed = true) {
      const authorization = this.#authorization;
      const response = await this.#reach(path, headers, authorization, signal, isOnce);
      // What another server says about a redirected request is nothing that our credentials could mend.
      if (response.status !== 401 || response.url.origin !== this.#base?.origin) return response;
      response.discard();
      if (isRenewed) throw this.#denied();
      await this.#authorize(response.headers['www-authenticate'] ?? '', authorization, signal);
    }
  }

  /**
   * No redirect is followed, as nobody but the server itself is to be written to.
   * @param target below the root of the server, or where the server said that an upload goes on
   * @throws as `get`
   */
  async call(target: string, call: RegistryCall, signal: AbortSignal): Promise<HttpResponse> {
    // Finds out how the server is spoken to.
    if (this.#base === null) (await this.get('v2/', {}, signal)).discard();
    const { url, isHome } = callUrl(target, this.#base!, this.#options.insecure);
    for (let isRenewed = false; ; isRenewed = true) {
      const authorization = this.#authorization;
      const headers = isHome && authorization !== null ? { ...call.headers, authorization } : call.headers;
      const response = await this.#send({ url, method: call.method, headers, body: call.body, signal }, call.method === 'PATCH');
      if (response.status !== 401 || !isHome) return response;
      response.discard();
      if (isRenewed) throw this.#denied();
      await this.#authorize(response.headers['www-authenticate'] ?? '', authorization, signal);
    }
  }

  async #reach(
    path: string,
    headers: Readonly<Record<string, string>>,
    authorization: string | null,
    signal: AbortSignal,
    isOnce: boolean,
  ): Promise<HttpResponse> {
    const bases = this.#base === null ? this.endpoint.bases : [this.#base];
    for (const [i, base] of bases.entries()) {
      try {
        const url = new URL(path, base);
        const response = await this.#follow({ url, headers, authorization, signal }, isOnce || i < bases.length - 1);
        if (this.#base === null) this.#settle(base);
        return response;
      } catch (error) {
        const isTls = error instanceof NetworkFailure && error.kind !== 'certificate';
        if (!isTls || i === bases.length - 1) throw error;
      }
    }
    throw new Error('an endpoint without an address');
  }

  #follow(request: AuthorizedRequest, isOnce: boolean): Promise<HttpResponse> {
    const { insecure, policy } = this.#options;
    return followRedirects(request, (next) => this.#send(next, isOnce), insecure, policy);
  }

  #send(request: HttpRequest, isOnce: boolean): Promise<HttpResponse> {
    const { transport, policy } = this.#options;
    return sendAgain(transport, request, policy, isOnce);
  }

  #settle(base: URL): void {
    const { insecure, warn } = this.#options;
    this.#base = base;
    if (isLoopback(base.host)) return;
    if (base.protocol === 'http:') warn(`${base.host} was read over plain HTTP: anybody on the way may have read and altered it`);
    else if (insecure) warn(`nobody has vouched for the certificate of ${base.host} (--insecure)`);
  }

  /** Renews what `refused` was; nothing to do where another request has done so meanwhile. */
  async #authorize(header: string, refused: string | null, signal: AbortSignal): Promise<void> {
    if (this.#authorization !== refused) return;
    this.#authorizing ??= this.#fetchAuthorization(header, signal).finally(() => {
      this.#authorizing = null;
    });
    this.#authorization = await this.#authorizing;
  }

  async #fetchAuthorization(header: string, signal: AbortSignal): Promise<string> {
    const { findCredentials, insecure, policy } = this.#options;
    const challenges = parseChallenges(header);
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    this.#found = await findCredentials(signal);
    const found = this.#found;
    if (found.credentials?.kind === 'registry-token') return `Bearer ${found.credentials.token}`;
    if (bearer === undefined) return this.#basic(challenges);
    const mayUseHttp = insecure || this.#base?.protocol === 'http:';
    const { registry } = this.endpoint;
    const send = (request: HttpRequest): Promise<HttpResponse> => this.#send(request, false);
    const token = await fetchToken(bearer, { registry, found, mayUseHttp, redirects: policy.redirects, send, signal });
    return `Bearer ${token}`;
  }

  #basic(challenges: readonly Challenge[]): string {
    const credentials = this.#found?.credentials;
    if (credentials?.kind !== 'password' || !challenges.some(({ scheme }) => scheme === 'basic')) throw this.#denied();
    return basicAuthorization(credentials.username, credentials.password);
  }

  #denied(): InspectError {
    const { registry } = this.endpoint;
    const { credentials = null, problem = null } = this.#found ?? {};
    const reason = `it is not there, or needs ${credentials === null ? '' : 'other '}credentials: docker login ${registry}`;
    const cause = problem === null ? '' : ` (${problem})`;
    return new InspectError('unreadable', `expected ${registry} to show the repository, got status 401: ${reason}${cause}`);
  }
}
