import type { Budget } from '../model/budget.ts';
import type { Verdict } from '../model/gate-result.ts';
import { layerCauses } from './causes.ts';
import type { GateInput } from './gate-input.ts';
import { measured, uncomputed } from './make-verdict.ts';

export function judgeDroppable(budget: Budget, { report, droppable }: GateInput): Verdict {
  if (droppable.kind === 'unknown') {
    return uncomputed(budget, droppable.why, 'see what flense advise says of the image, or leave this budget out');
  }
  const { bytes, layerBytes, note } = droppable;
  const figure = report.image.sizeBytes === 0 ? 0 : bytes / report.image.sizeBytes;
  return measured(budget, {
    figure,
    isOver: figure > budget.limit,
    note,
    remedy: 'build the production stage that flense dockerfile writes',
    causes: () => layerCauses(report, ({ index }) => layerBytes[index] ?? 0),
  });
}
