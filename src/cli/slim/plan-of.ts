import type { Inspection } from '../../inspect.ts';
import type { Plan } from '../../model/plan.ts';
import type { Host } from '../host.ts';
import { type ImageOptions, limitsOf } from '../image-options.ts';
import type { PlanOptions } from '../plan-options.ts';
import { readPlan } from '../read-plan.ts';
import { type ScanOptions, withCount } from '../with-scan.ts';

export type PlanSource = ImageOptions & PlanOptions & ScanOptions & { /** A saved one; null: it is made. */ readonly plan: string | null };

/** The Plan of the user, or one that is made now. @throws InspectError */
export async function planOf(inspection: Inspection, options: PlanSource, host: Host): Promise<Plan> {
  if (options.plan !== null) return withCount(readPlan(options.plan, limitsOf(options)), inspection, options);
  const { makePlan } = await import('../make-plan.ts');
  return withCount(await makePlan(inspection, options, host), inspection, options);
}
