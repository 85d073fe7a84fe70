import type { ReadPattern } from '../model/facts.ts';

/** What everybody asked to have read, each pattern once. */
export function readPatterns(askers: readonly { readonly reads?: readonly ReadPattern[] }[]): readonly ReadPattern[] {
  const patterns = askers.flatMap(({ reads }) => reads ?? []);
  return [...new Map(patterns.map((pattern) => [JSON.stringify(pattern), pattern])).values()];
}
