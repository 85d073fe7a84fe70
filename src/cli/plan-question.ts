import type { PlanOptions } from './plan-options.ts';

/** What a plan of an image is kept under: every option that it depends on. Vulnerabilities are counted in the finished plan. */
export function planQuestion({ strategy, base, keep, drop, exec, user, vulnerabilities: _, ...rest }: PlanOptions): string {
  // An option that is not asked about here would be answered with the plan of another.
  rest satisfies Record<string, never>;
  return `plan ${JSON.stringify({ strategy, base, keep, drop, exec, user })}`;
}
