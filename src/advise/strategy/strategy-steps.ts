import type { Node } from '../../filesystem/image-tree.ts';
import { type Strategy, strategies } from '../../model/plan.ts';
import type { Kept } from '../closure.ts';
import { traceOf } from '../need.ts';
import type { ClosureTrace } from '../trace-closure.ts';
import type { Need } from '../tracer.ts';

type StepStrategy = Exclude<Strategy, 'minimal'>;

/** What a strategy keeps beyond the one before it. */
export type StrategyStep = {
  readonly strategy: StepStrategy;
  readonly added: ReadonlyMap<Node, Kept>;
};

/** Takes the steps up to the strategy that was chosen; of the others it is seen what they would keep, and not what that would ask for. */
export async function strategySteps(
  trace: ClosureTrace,
  needs: Readonly<Record<StepStrategy, readonly Need[]>>,
  chosen: Strategy,
): Promise<readonly StrategyStep[]> {
  const steps: StrategyStep[] = [];
  let { closure } = trace;
  for (const strategy of ['balanced', 'conservative'] as const) {
    const before = new Set(closure.kept.keys());
    if (strategies.indexOf(strategy) <= strategies.indexOf(chosen)) await trace.run(traceOf(needs[strategy]));
    else {
      closure = closure.copy();
      for (const one of needs[strategy]) closure.keep(one);
    }
    steps.push({ strategy, added: new Map([...closure.kept].filter(([node]) => !before.has(node))) });
  }
  return steps;
}
