import type { Plan } from '../model/plan.ts';
import { documentParts } from './json.ts';

/** A plan as JSON of two spaces, keys in the order of the type, with a final newline, a piece at a time. */
export function planJsonParts(plan: Plan): Iterable<string> {
  return documentParts(plan);
}
