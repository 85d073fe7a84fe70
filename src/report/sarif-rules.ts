import { budgetTable } from '../model/budget-table.ts';
import type { GateResult } from '../model/gate-result.ts';
import { escapeTerminal } from './escape-terminal.ts';

export type SarifRule = {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription?: { readonly text: string };
};

/** One for each budget that failed and for each code of a finding, in the order in which they come. */
export function sarifRules({ verdicts, findings }: GateResult): readonly SarifRule[] {
  const rules = new Map<string, SarifRule>();
  for (const { budget, title, status } of verdicts) {
    if (status === 'pass') continue;
    const description = budgetTable.find(({ id }) => id === budget)?.description;
    const id = `budget/${budget}`;
    rules.set(id, {
      id,
      shortDescription: { text: title },
      ...(description === undefined ? {} : { fullDescription: { text: description } }),
    });
  }
  for (const { code, summary } of findings)
    if (!rules.has(code)) rules.set(code, { id: code, shortDescription: { text: escapeTerminal(summary) } });
  return [...rules.values()];
}
