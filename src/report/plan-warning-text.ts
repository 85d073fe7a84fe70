import type { PlanWarning } from '../model/plan.ts';

/** A warning with the file that it is about before it; nothing is escaped. */
export function planWarningText({ text, path, line }: PlanWarning): string {
  return path === null ? text : `${path}${line === null ? '' : `:${line}`}: ${text}`;
}
