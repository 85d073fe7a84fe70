import type { Budget } from '../model/budget.ts';
import type { Verdict } from '../model/gate-result.ts';
import { wasteCauses } from './causes.ts';
import type { GateInput } from './gate-input.ts';
import { measured } from './make-verdict.ts';

/** Where the file does not say. */
const defaultFloorBytes = 1_000_000;

export function judgeWastedBytes(budget: Budget, { report }: GateInput): Verdict {
  const figure = report.waste.reclaimableBytes;
  return measured(budget, {
    figure,
    isOver: figure > budget.limit,
    remedy: report.waste.items[0]?.remedy ?? '',
    causes: () => wasteCauses(report),
  });
}

export function judgeWastedShare(budget: Budget, { report, budgets }: GateInput): Verdict {
  const { reclaimableBytes, items } = report.waste;
  const floorBytes = budgets.find(({ id }) => id === 'waste.floor')?.limit ?? defaultFloorBytes;
  const figure = report.image.sizeBytes === 0 ? 0 : reclaimableBytes / report.image.sizeBytes;
  const isSmall = reclaimableBytes <= floorBytes;
  return measured(budget, {
    figure,
    isOver: figure > budget.limit && !isSmall,
    note: figure > budget.limit && isSmall ? 'above the limit, and too little to matter: not more than waste.floor' : null,
    remedy: items[0]?.remedy ?? '',
    causes: () => wasteCauses(report),
  });
}
