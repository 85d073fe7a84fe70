import { readFileSync, statSync } from 'node:fs';
import { InspectError } from '../model/errors.ts';
import { parseJson } from '../model/json.ts';
import type { Limits } from '../model/limits.ts';
import type { Plan } from '../model/plan.ts';
import { parsePlan } from '../model/plan-parser.ts';
import { fromSystemError } from '../model/system-error.ts';

/** A Plan has a line for each file, which no document of an image has. */
const planFactor = 16;

/** A Plan that was saved with `advise --format json` or `--save-plan`. @throws InspectError */
export function readPlan(path: string, limits: Limits): Plan {
  const planLimits = { ...limits, jsonBytes: planFactor * limits.jsonBytes };
  const bytes = readBytes(path, planLimits.jsonBytes);
  return parsePlan(parseJson(bytes, planLimits, path), path);
}

function readBytes(path: string, maxBytes: number): Buffer {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) throw new InspectError('unreadable', `${path}: expected a saved plan, got a directory`);
    if (stats.size > maxBytes)
      throw new InspectError(
        'limit',
        `${path}: expected a plan of at most ${maxBytes} bytes, got ${stats.size} (raise it with --limit jsonBytes=NUMBER)`,
      );
    return readFileSync(path);
  } catch (error) {
    throw fromSystemError(error, `${path}: expected a saved plan`);
  }
}
