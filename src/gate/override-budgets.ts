import type { Budget } from '../model/budget.ts';
import { parseLimitText } from '../model/budget-limit.ts';
import type { BudgetEntry } from '../model/budget-table.ts';
import { checkGlob } from '../model/budgets-parser.ts';
import { InspectError } from '../model/errors.ts';

/** What was given behind the flag of a budget, as often as it was given. */
export type BudgetFlag = { readonly entry: BudgetEntry; readonly texts: readonly string[] };

/**
 * Budgets of files with those of flags in their place: of a budget with globs the ones of the same glob, of the others all.
 * @throws InspectError `usage`
 */
export function overrideBudgets(budgets: readonly Budget[], flags: readonly BudgetFlag[]): readonly Budget[] {
  return flags.reduce(override, budgets);
}

function override(budgets: readonly Budget[], { entry, texts }: BudgetFlag): readonly Budget[] {
  if (entry.arity !== 'by-glob') {
    const found = texts.flatMap((text) => parseLimitText(entry, text, null, entry.flag));
    return [...budgets.filter(({ id }) => id !== entry.id), ...(entry.arity === 'list' ? found : lastOf(entry, texts))];
  }
  const pairs = texts.map((text) => splitGlob(entry, text));
  const globs = new Set(pairs.map(([glob]) => glob));
  const kept = budgets.filter(({ id, subject }) => id !== entry.id || !globs.has(subject ?? ''));
  return [...kept, ...pairs.flatMap(([glob, text]) => parseLimitText(entry, text, glob, entry.flag))];
}

function lastOf(entry: BudgetEntry, texts: readonly string[]): readonly Budget[] {
  return parseLimitText(entry, texts.at(-1) ?? 'off', null, entry.flag);
}

/** The last equals sign, as a glob may have others. */
function splitGlob({ flag }: BudgetEntry, text: string): readonly [glob: string, limit: string] {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new InspectError('usage', `${flag}: expected GLOB=LIMIT, got ${JSON.stringify(text)}`);
  return [checkGlob(text.slice(0, at), flag), text.slice(at + 1)];
}
