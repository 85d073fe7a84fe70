import { setTimeout } from 'node:timers/promises';
import { InspectError } from '../../model/errors.ts';

/** @throws InspectError `interrupted` */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch {
    // Nothing else ends a timer.
    throw new InspectError('interrupted', 'interrupted');
  }
}

/** Doubles with each try; spread, so that many who were refused at once do not come back at once. `random` is 0 to 1. */
export function backoff(baseMilliseconds: number, tried: number, random: number = Math.random()): number {
  return baseMilliseconds * 2 ** (tried - 1) * (0.75 + random / 2);
}
