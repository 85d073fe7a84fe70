import { InspectError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';

/** Words of `--base` that are no image. */
const words: readonly string[] = ['auto', 'scratch', 'distroless'];

/**
 * What the slim image is put on: the image that was asked for, else the Plan's own base. null: scratch.
 * @throws InspectError `usage` where the Plan leaves files to a base, and is put on nothing
 */
export function baseReference(base: string, plan: Plan): string | null {
  if (!words.includes(base)) return base;
  if (plan.base.kind === 'scratch') return null;
  const { reference } = plan.base;
  if (base !== 'scratch') return reference;
  throw new InspectError(
    'usage',
    `--base scratch: expected a plan for scratch, got one for ${reference}, which has files that the plan lacks: leave --base or --plan out`,
  );
}
