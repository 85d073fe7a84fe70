import type { Budget } from '../model/budget.ts';
import type { GateException } from '../model/gate-exception.ts';
import type { Report } from '../model/report.ts';
import type { SavedReport } from '../model/saved-report.ts';
import type { DirectorySizes } from './directory-sizes.ts';

/** All that the gate looks at; the same input gives the same verdicts. */
export type GateInput = {
  readonly report: Report;
  readonly directories: DirectorySizes;
  /** Packages that the file at a path belongs to, as `type/name`. */
  readonly packagesOf: (path: string) => readonly string[];
  readonly budgets: readonly Budget[];
  readonly exceptions: readonly GateException[];
  readonly baseline: GateBaseline | null;
  /** Bytes of the image that its Plan does without; null where nobody made one. */
  readonly droppableBytes: number | null;
  /** `2026-11-22`, in UTC. */
  readonly today: string;
};

export type GateBaseline = { readonly report: SavedReport; readonly directories: DirectorySizes };
