import type { Budget } from '../model/budget.ts';
import { type Severity, severities } from '../model/finding.ts';
import type { GateResult, Verdict } from '../model/gate-result.ts';
import type { Outcome } from '../model/report.ts';
import { findingCause } from './causes.ts';
import type { GateInput } from './gate-input.ts';
import { measured, uncomputed } from './make-verdict.ts';

type Findings = GateResult['findings'];

/** No finding that weighs as much; one that an analyzer failed to make may be missing, so that nothing passes then. */
export function judgeSeverity(budget: Budget, input: GateInput, findings: Findings): Verdict {
  const worst = severities.indexOf(budget.subject as Severity);
  const found = findings.filter(({ severity, excepted }) => excepted === null && severities.indexOf(severity) <= worst);
  const failed = input.report.outcomes.find(({ status }) => status === 'failed');
  if (found.length === 0 && failed !== undefined) {
    return uncomputed(budget, `the analyzer ${failed.analyzer} failed: ${failed.error ?? ''}`, 'report this as a bug of flense');
  }
  const partial = input.report.outcomes.find(({ status }) => status === 'partial');
  return judge(budget, input, found, partial === undefined ? null : unreadNote(partial));
}

export function judgeAbsence(budget: Budget, input: GateInput, findings: Findings): Verdict {
  const analyzer = budget.subject ?? '';
  const found = findings.filter(({ code, excepted }) => excepted === null && code.startsWith(`${analyzer}/`));
  const outcome = input.report.outcomes.find((one) => one.analyzer === analyzer);
  if (found.length > 0) return judge(budget, input, found, null);
  if (outcome === undefined)
    return uncomputed(budget, 'there is no analyzer of that name', 'see docs/analyzers.md for those that there are');
  if (outcome.status === 'failed')
    return uncomputed(budget, `the analyzer failed: ${outcome.error ?? ''}`, 'report this as a bug of flense');
  if (outcome.status === 'partial') return uncomputed(budget, unreadNote(outcome), 'make the file readable, or leave it out of the image');
  return judge(budget, input, found, null);
}

function unreadNote({ analyzer, unreadable }: Outcome): string {
  const [first] = unreadable;
  return `${analyzer} could not read ${first?.path ?? 'a file'}: ${first?.reason ?? ''}`;
}

function judge(budget: Budget, { report }: GateInput, found: Findings, note: string | null): Verdict {
  return measured(budget, {
    figure: found.length,
    isOver: found.length > budget.limit,
    note,
    remedy: found[0]?.remedy.text ?? '',
    causes: () => found.map((finding) => findingCause(report, finding)),
  });
}
