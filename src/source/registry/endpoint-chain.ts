import { InspectError } from '../../model/errors.ts';
import { NetworkFailure } from './network-failure.ts';
import type { RegistryClient } from './registry-client.ts';
import type { HttpResponse } from './transport.ts';

/** Asks mirrors before the registry itself; one that has failed is not asked again. */
export class EndpointChain {
  readonly #clients: readonly RegistryClient[];
  readonly #warn: (warning: string) => void;
  #at = 0;

  /** @param clients not empty; the last one is the registry */
  constructor(clients: readonly RegistryClient[], warn: (warning: string) => void) {
    this.#clients = clients;
    this.#warn = warn;
  }

  /** As of a client. */
  async get(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal, isOnce = false): Promise<HttpResponse> {
    for (;;) {
      const at = this.#at;
      const client = this.#clients[at]!;
      if (at === this.#clients.length - 1) return client.get(path, headers, signal, isOnce);
      const answer = await attempt(client.get(path, headers, signal, isOnce));
      if (typeof answer !== 'string') return answer;
      if (this.#at === at) {
        this.#at += 1;
        this.#warn(`mirror ${client.endpoint.registry}: got ${answer}, went to ${this.#clients[this.#at]!.endpoint.registry}`);
      }
    }
  }
}

/** What came instead of an answer that can be used. */
async function attempt(asked: Promise<HttpResponse>): Promise<HttpResponse | string> {
  try {
    const response = await asked;
    if (response.status < 400) return response;
    response.discard();
    return `status ${response.status}`;
  } catch (error) {
    if (error instanceof NetworkFailure) return error.message;
    if (error instanceof InspectError && error.code !== 'interrupted') return error.message;
    throw error;
  }
}
