import { NetworkFailure } from './network-failure.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { HttpRequest, HttpResponse, Transport } from './transport.ts';
import { backoff, wait } from './wait.ts';

/** A server that is busy or being restarted. */
const busyStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Sends a request until it is answered, as often as the policy has it. The last answer is returned, whatever it says.
 * @param isOnce whether only a server that is busy is asked again, and the network is not tried again
 * @throws NetworkFailure
 */
export async function sendAgain(transport: Transport, request: HttpRequest, policy: NetworkPolicy, isOnce: boolean): Promise<HttpResponse> {
  let patience = policy.maxWaitMilliseconds;
  for (let tried = 1; ; tried++) {
    const answer = await attempt(transport, request);
    const isLast = tried >= policy.attempts;
    if (answer instanceof NetworkFailure) {
      if (answer.kind !== 'temporary' || isLast || isOnce) throw answer;
    } else if (!busyStatuses.has(answer.status) || isLast) return answer;
    const asked = answer instanceof NetworkFailure ? null : parseRetryAfter(answer.headers['retry-after'], Date.now());
    const pause = asked ?? backoff(policy.backoffMilliseconds, tried);
    patience -= pause;
    if (patience < 0) {
      if (answer instanceof NetworkFailure) throw answer;
      return answer;
    }
    if (!(answer instanceof NetworkFailure)) answer.discard();
    await wait(pause, request.signal);
  }
}

async function attempt(transport: Transport, request: HttpRequest): Promise<HttpResponse | NetworkFailure> {
  try {
    return await transport.send(request);
  } catch (error) {
    if (error instanceof NetworkFailure) return error;
    throw error;
  }
}
