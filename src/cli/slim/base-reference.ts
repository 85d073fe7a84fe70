import type { Plan } from '../../model/plan.ts';

/** Words of `--base` that are no image. */
const words: readonly string[] = ['auto', 'scratch', 'distroless'];

/** What the slim image is put on: the image that was asked for, else the Plan's own base. null: scratch. */
export function baseReference(base: string, plan: Plan): string | null {
  if (!words.includes(base)) return base;
  return base === 'scratch' || plan.base.kind === 'scratch' ? null : plan.base.reference;
}
