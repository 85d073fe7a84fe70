import type { Inspection } from '../../inspect.ts';
import type { Plan } from '../../model/plan.ts';
import type { Host } from '../host.ts';
import { type ImageOptions, limitsOf } from '../image-options.ts';
import type { PlanOptions } from '../plan-options.ts';
import { readPlan } from '../read-plan.ts';

export type PlanSource = ImageOptions & PlanOptions & { /** A saved one; null: it is made. */ readonly plan: string | null };

/** The Plan of the user, or one that is made now. @throws InspectError */
export async function planOf(inspection: Inspection, options: PlanSource, host: Host): Promise<Plan> {
  if (options.plan !== null) return readPlan(options.plan, limitsOf(options));
  const { makePlan } = await import('../make-plan.ts');
  return makePlan(inspection, options, host);
}
