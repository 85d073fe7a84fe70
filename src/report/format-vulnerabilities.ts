import type { PlanRemoved } from '../model/plan.ts';
import { formatCount } from './format-count.ts';

/** `12 of 15 vulnerabilities leave, 3 stay`. */
export function formatVulnerabilities({ before, after }: NonNullable<PlanRemoved['vulnerabilities']>): string {
  if (before === 0) return 'no vulnerabilities before, none after';
  const stay = after === 0 ? 'none stays' : after === 1 ? '1 stays' : `${formatCount(after)} stay`;
  return `${formatCount(before - after)} of ${formatCount(before)} vulnerabilities leave, ${stay}`;
}
