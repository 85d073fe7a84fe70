import type { PlanOptions } from './plan-options.ts';

/** What a plan of an image is kept under: every option that it depends on; null where it also depends on a file. */
export function planQuestion({ strategy, base, keep, drop, exec, vulnerabilities, ...rest }: PlanOptions): string | null {
  // An option that is not asked about here would be answered with the plan of another.
  rest satisfies Record<string, never>;
  return vulnerabilities === undefined ? `plan ${JSON.stringify({ strategy, base, keep, drop, exec })}` : null;
}
