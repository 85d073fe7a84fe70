import { NetworkFailure } from './network-failure.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { backoff, wait } from './wait.ts';

/** Does something small again as long as the network fails in a way that may pass. @throws NetworkFailure the last one */
export async function tryAgain<T>(action: () => Promise<T>, policy: NetworkPolicy, signal: AbortSignal): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof NetworkFailure) || error.kind !== 'temporary' || tried >= policy.attempts) throw error;
      await wait(backoff(policy.backoffMilliseconds, tried), signal);
    }
  }
}
