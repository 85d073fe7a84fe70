import type { Look } from '../look.ts';
import type { Plan } from '../model/plan.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import type { PlanOptions } from './plan-options.ts';
import { planQuestion } from './plan-question.ts';
import { type ScanOptions, withCount } from './with-scan.ts';

/** The plan that an earlier look made; null where there is none. */
export function knownPlan(answers: Look['answers'], options: PlanOptions): Plan | null {
  return (answers?.get(planQuestion(options)) as Plan | null | undefined) ?? null;
}

/** The same, or a new one: what makes plans is only loaded for that. */
export async function planOf({ answers, inspect }: Look, options: ImageOptions & PlanOptions & ScanOptions, host: Host): Promise<Plan> {
  const plan = knownPlan(answers, options) ?? (await (await import('./make-plan.ts')).makePlan(await inspect(), options, host));
  return options.scan === undefined ? plan : withCount(plan, await inspect(), options);
}
