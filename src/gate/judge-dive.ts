import type { Budget } from '../model/budget.ts';
import type { Verdict } from '../model/gate-result.ts';
import type { Report } from '../model/report.ts';
import { wasteCauses } from './causes.ts';
import type { GateInput } from './gate-input.ts';
import { measured } from './make-verdict.ts';

/** Fails below the limit: `efficiency < limit`, as dive has it. */
export function judgeDiveEfficiency(budget: Budget, { report }: GateInput): Verdict {
  const figure = report.waste.dive.efficiencyScore;
  const { sizeBytes } = report.image;
  const truth = sizeBytes === 0 ? 1 : 1 - report.waste.reclaimableBytes / sizeBytes;
  return judge(budget, report, figure, figure < budget.limit, truth < budget.limit);
}

export function judgeDiveWastedBytes(budget: Budget, { report }: GateInput): Verdict {
  const figure = report.waste.dive.wastedBytes;
  return judge(budget, report, figure, figure > budget.limit, report.waste.reclaimableBytes > budget.limit);
}

/** What dive divides by zero is no number, which no comparison finds too large. */
export function judgeDiveUserWaste(budget: Budget, { report }: GateInput): Verdict {
  const { userWastedPercent, userSizeBytes } = report.waste.dive;
  const wasted = report.layers.slice(1).reduce((sum, layer) => sum + layer.reclaimableBytes, 0);
  const isTrulyOver = userSizeBytes > 0 && wasted / userSizeBytes > budget.limit;
  if (userWastedPercent !== null) return judge(budget, report, userWastedPercent, userWastedPercent > budget.limit, isTrulyOver);
  const verdict = judge(budget, report, null, false, false);
  return { ...verdict, note: 'dive divides by the bytes of all layers but the first, which are none, and passes whatever comes' };
}

function judge(budget: Budget, report: Report, figure: number | null, isOver: boolean, isTrulyOver: boolean): Verdict {
  return measured(budget, {
    figure,
    isOver,
    note: isOver === isTrulyOver ? null : misjudgement(isOver),
    remedy:
      report.waste.items[0]?.remedy ??
      'write each file once, with its mode and owner: dive counts every copy of a path, the visible one too',
    causes: () => wasteCauses(report),
  });
}

function misjudgement(isOver: boolean): string {
  return isOver
    ? 'dive misjudges this: it counts the copy that stays visible as wasted, and the first layer against the user; by what no container sees it would pass'
    : 'dive misjudges this: it does not count directories that are removed or made anew; by what no container sees it would fail';
}
