import type { ReadPattern } from './facts.ts';
import type { Severity } from './finding.ts';

/** What one code stands for. */
export type FindingCode = {
  readonly severity: Severity;
  /** When it is reported, and why it weighs that much: a clause that follows the code in the documents. */
  readonly reason: string;
};

/** By variant: the part of a code behind the slash. */
export type FindingCodes = Readonly<Record<string, FindingCode>>;

/** What people are told of an analyzer; `docs/analyzers.md` is made of it. */
export type AnalyzerText = {
  readonly id: string;
  readonly title: string;
  /** One paragraph: what is looked for and how, why it matters, and what is not seen. */
  readonly description: string;
  readonly codes: FindingCodes;
  readonly reads?: readonly ReadPattern[];
};
