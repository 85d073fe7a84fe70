import type { Budget } from '../model/budget.ts';
import type { Verdict } from '../model/gate-result.ts';
import { layerCauses } from './causes.ts';
import type { GateInput } from './gate-input.ts';
import { measured, uncomputed } from './make-verdict.ts';

export function judgeDroppable(budget: Budget, { report, droppableBytes }: GateInput): Verdict {
  if (droppableBytes === null) {
    return uncomputed(budget, 'there is no plan for this image', 'make sure that flense advise can make one, or leave this budget out');
  }
  const figure = report.image.sizeBytes === 0 ? 0 : droppableBytes / report.image.sizeBytes;
  return measured(budget, {
    figure,
    isOver: figure > budget.limit,
    remedy: 'build the production stage that flense dockerfile writes',
    causes: () => layerCauses(report, ({ sizeBytes }) => sizeBytes),
  });
}
