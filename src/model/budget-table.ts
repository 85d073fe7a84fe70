import type { BudgetText } from './budget-text.ts';
import { budgetsOfComparison } from './budgets-of-comparison.ts';
import { budgetsOfImage } from './budgets-of-image.ts';

/** Every budget that there is, in the order in which they are judged and shown. */
export const budgetTable = [...budgetsOfImage, ...budgetsOfComparison] as const;

export type BudgetId = (typeof budgetTable)[number]['id'];

export type BudgetEntry = BudgetText & { readonly id: BudgetId };

/** In the order of the table. */
export const budgetSections: readonly string[] = [...new Set(budgetTable.map(({ section }) => section))];

export function budgetEntry(id: BudgetId): BudgetEntry {
  return budgetTable.find((entry) => entry.id === id)!;
}
