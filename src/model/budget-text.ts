/** How a limit is written. */
export const limitForms = ['size', 'count', 'share', 'growth', 'severity', 'analyzer', 'dive-ratio', 'dive-size'] as const;

export type LimitForm = (typeof limitForms)[number];

/** `one`: a limit. `by-glob`: a limit for each glob. `list`: several values. */
export type LimitArity = 'one' | 'by-glob' | 'list';

/** What people are told of a budget; the parser, the flags, `docs/gate.md` and the JSON Schema are made of it. */
export type BudgetText = {
  readonly section: string;
  readonly key: string;
  readonly form: LimitForm;
  readonly arity: LimitArity;
  readonly flag: `--${string}`;
  /** What the gate says above the figures: `image size`. */
  readonly title: string;
  /** Sentences. */
  readonly description: string;
  /** As in the YAML, after `key: `; of a `by-glob` the lines below it. */
  readonly example: string;
  /** Where nothing is written; null where the budget does not run then. */
  readonly default: string | null;
};
