import type { Budget } from '../model/budget.ts';
import type { Severity } from '../model/finding.ts';
import type { GateException } from '../model/gate-exception.ts';
import type { Report } from '../model/report.ts';
import type { SavedReport } from '../model/saved-report.ts';
import type { DirectorySizes } from './directory-sizes.ts';
import type { Droppable } from './droppable.ts';
import type { EntryGroup } from './entry-groups.ts';

/** All that the gate looks at; the same input gives the same verdicts. */
export type GateInput = {
  readonly report: Report;
  readonly directories: DirectorySizes;
  /** What the layers put into the image, the most first; asked for only where there is too much of it. */
  readonly entryGroups: () => readonly EntryGroup[];
  /** Packages that the file at a path belongs to, as `type/name`. */
  readonly packagesOf: (path: string) => readonly string[];
  /** How grave a finding of an analyzer can be at most: `none` where it finds nothing, null where nobody knows. */
  readonly gravestOf: (analyzer: string) => Severity | 'none' | null;
  readonly budgets: readonly Budget[];
  readonly exceptions: readonly GateException[];
  readonly baseline: GateBaseline | null;
  readonly droppable: Droppable;
  /** `2026-11-22`, in UTC. */
  readonly today: string;
};

export type GateBaseline = { readonly report: SavedReport; readonly directories: DirectorySizes };
