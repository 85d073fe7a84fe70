import type { Effect } from './effect.ts';

/** What follows a state, and what is to be done. */
export type Step<T> = readonly [next: T, effects: readonly Effect[]];

export function still<T>(next: T): Step<T> {
  return [next, []];
}
