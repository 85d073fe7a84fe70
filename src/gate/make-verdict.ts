import type { Budget } from '../model/budget.ts';
import { budgetEntry } from '../model/budget-table.ts';
import type { Cause, Verdict } from '../model/gate-result.ts';

export const maxCauses = 5;

/** A figure that a budget is held against. */
export type Measure = {
  /** null where it has grown from nothing in percent. */
  readonly figure: number | null;
  readonly isOver: boolean;
  readonly of?: string | null;
  readonly note?: string | null;
  readonly remedy: string;
  /** The largest first; asked for only where the budget is exceeded. */
  readonly causes: () => readonly Cause[];
};

export function measured(budget: Budget, { figure, isOver, of, note, remedy, causes }: Measure): Verdict {
  const found = isOver ? causes().slice(0, maxCauses) : [];
  const place = found.find(({ layer }) => layer !== null);
  return {
    ...common(budget),
    status: isOver ? 'fail' : 'pass',
    figure,
    of: of ?? null,
    note: note ?? null,
    remedy: isOver ? remedy : null,
    layer: place?.layer ?? null,
    instruction: place?.instruction ?? null,
    causes: found,
  };
}

export function uncomputed(budget: Budget, why: string, remedy: string): Verdict {
  return { ...common(budget), status: 'uncomputed', figure: null, of: null, note: why, remedy, layer: null, instruction: null, causes: [] };
}

/** What there is to say, of which each part may be nothing. */
export function joinNotes(...notes: readonly (string | null)[]): string | null {
  const told = notes.filter((note) => note !== null);
  return told.length === 0 ? null : told.join('; ');
}

function common({ id, subject, unit, limit }: Budget): Pick<Verdict, 'budget' | 'title' | 'subject' | 'unit' | 'limit'> {
  return { budget: id, title: budgetEntry(id).title, subject, unit, limit };
}
