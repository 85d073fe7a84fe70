import { type Droppable, droppableOf } from '../gate/droppable.ts';
import type { Inspection } from '../inspect.ts';
import { InspectError } from '../model/errors.ts';
import type { PlanSettings } from '../model/project-config.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import { defaultPlanOptions, mergePlanOptions } from './merge-plan-options.ts';
import { whyUnknown } from './unknown-needs.ts';

/** What the plan of the project does without. That none can be made is an answer, too: the other budgets are judged all the same. */
export async function gateDroppable(inspection: Inspection, settings: PlanSettings, options: ImageOptions, host: Host): Promise<Droppable> {
  const { makePlan } = await import('./make-plan.ts');
  const planOptions = mergePlanOptions(defaultPlanOptions, settings, () => false);
  try {
    const plan = await makePlan(inspection, { ...options, ...planOptions }, host);
    const why = whyUnknown(plan, inspection, settings.exec);
    return why === null ? droppableOf(plan, inspection.report) : { kind: 'unknown', why };
  } catch (error) {
    if (error instanceof InspectError && !host.signal.aborted) return { kind: 'unknown', why: `there is no plan: ${error.message}` };
    throw error;
  }
}
