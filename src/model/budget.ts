import type { BudgetId } from './budget-table.ts';

/** `count` is of layers, files or findings. A ratio of 1 is 100 %. */
export type BudgetUnit = 'bytes' | 'ratio' | 'count';

/** A limit that the gate holds; what is exactly at the limit passes. */
export type Budget = {
  readonly id: BudgetId;
  /** What of the image, where a budget holds for several things: a glob, a severity, an analyzer; null for the whole. */
  readonly subject: string | null;
  readonly unit: BudgetUnit;
  readonly limit: number;
};
