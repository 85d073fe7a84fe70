import type { Budget } from './budget.ts';
import type { GateException } from './gate-exception.ts';
import type { Strategy, UserOption } from './plan.ts';

/** What `.flense.yml` says. A section that is not there is empty. */
export type ProjectConfig = {
  readonly budgets: readonly Budget[];
  readonly exceptions: readonly GateException[];
  readonly plan: PlanSettings;
  /** Of the terminal UI: by action the keys that start it. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** Of the terminal UI; null where the file does not say. */
  readonly theme: string | null;
};

/** What the advisor is told; null where the file does not say. */
export type PlanSettings = {
  readonly strategy: Strategy | null;
  /** `auto`, `scratch`, `distroless` or an image. */
  readonly base: string | null;
  /** Globs. */
  readonly keep: readonly string[];
  readonly drop: readonly string[];
  /** Further commands that the image is started with. */
  readonly exec: readonly string[];
  readonly user: UserOption | null;
};

export const projectConfigName = '.flense.yml';

export const emptyProjectConfig: ProjectConfig = {
  budgets: [],
  exceptions: [],
  plan: { strategy: null, base: null, keep: [], drop: [], exec: [], user: null },
  keys: {},
  theme: null,
};
