import type { Confidence, PlanPart, PlanWarning } from '../model/plan.ts';
import type { Need, Trace } from './tracer.ts';

export const emptyTrace: Trace = { needs: [], invocations: [], warnings: [] };

type NeedOptions = {
  readonly from: string | null;
  readonly extent?: Need['extent'];
  readonly part?: PlanPart;
  readonly confidence?: Confidence;
  readonly absent?: 'ignore' | PlanWarning;
};

/** A need of which most is as usual: one file of the runtime, surely, and nothing to tell where it is not there. */
export function need(path: string, reason: string, options: NeedOptions): Need {
  return { path, reason, extent: 'one', part: 'runtime', confidence: 'certain', absent: 'ignore', ...options };
}

export function traceOf(needs: readonly Need[], warnings: readonly PlanWarning[] = []): Trace {
  return { needs, invocations: [], warnings };
}

export function warning(code: string, text: string, path: string | null = null, line: number | null = null): PlanWarning {
  return { code, text, path, line };
}
