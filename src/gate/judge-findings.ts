import type { Budget } from '../model/budget.ts';
import { maxEvidence, type Severity, severities } from '../model/finding.ts';
import type { GateResult, Verdict } from '../model/gate-result.ts';
import type { Outcome } from '../model/report.ts';
import { isCut } from './allow-findings.ts';
import { findingCause } from './causes.ts';
import { isAbout } from './coverage.ts';
import type { GateInput } from './gate-input.ts';
import { joinNotes, measured, uncomputed } from './make-verdict.ts';
import { unreadFiles, unreadRemedy, unreadText } from './unread-files.ts';

type Findings = GateResult['findings'];

/** What an analyzer did not see, and what to do about it. */
type Blindness = { readonly why: string; readonly remedy: string };

/** No finding that weighs as much. Where an analyzer did not see everything one may be missing, so that nothing passes then. */
export function judgeSeverity(budget: Budget, input: GateInput, findings: Findings): Verdict {
  const worst = severities.indexOf(budget.subject as Severity);
  const found = findings.filter(({ severity, excepted }) => excepted === null && severities.indexOf(severity) <= worst);
  const weighty = input.report.outcomes.filter(({ analyzer }) => isAsGrave(input.gravestOf(analyzer), worst));
  return judge(budget, input, found, weighty);
}

function isAsGrave(gravest: Severity | 'none' | null, worst: number): boolean {
  return gravest === null || (gravest !== 'none' && severities.indexOf(gravest) <= worst);
}

export function judgeAbsence(budget: Budget, input: GateInput, findings: Findings): Verdict {
  const analyzer = budget.subject ?? '';
  const found = findings.filter(({ code, excepted }) => excepted === null && code.startsWith(`${analyzer}/`));
  const outcomes = input.report.outcomes.filter((one) => one.analyzer === analyzer);
  if (found.length === 0 && outcomes.length === 0)
    return uncomputed(budget, 'there is no analyzer of that name', 'see docs/analyzers.md for those that there are');
  return judge(budget, input, found, outcomes);
}

function judge(budget: Budget, input: GateInput, found: Findings, outcomes: readonly Outcome[]): Verdict {
  const blind = outcomes.flatMap((outcome) => blindness(outcome, input) ?? []);
  const why = blind.length === 0 ? null : blind.map((one) => one.why).join('; ');
  if (found.length === 0 && why !== null) return uncomputed(budget, why, blind[0]?.remedy ?? '');
  return measured(budget, {
    figure: found.length,
    isOver: found.length > budget.limit,
    note: joinNotes(cutNote(found, input), why),
    remedy: found[0]?.remedy.text ?? '',
    causes: () => found.map((finding) => findingCause(input.report, finding)),
  });
}

function blindness(outcome: Outcome, input: GateInput): Blindness | null {
  const { analyzer, status, error } = outcome;
  if (status === 'failed') return { why: `the analyzer ${analyzer} failed: ${error ?? ''}`, remedy: 'report this as a bug of flense' };
  const unread = unreadFiles(outcome, input);
  return unread.length === 0 ? null : { why: `${analyzer} could not read ${unreadText(unread)}`, remedy: unreadRemedy };
}

/** Why an exception that looks as if it covered a finding does not. */
function cutNote(found: Findings, { exceptions, today }: GateInput): string | null {
  const live = exceptions.filter(({ expires }) => today <= expires);
  const cut = found.find((finding) => isCut(finding) && live.some((exception) => isAbout(exception, finding.code)));
  if (cut === undefined) return null;
  return `of ${cut.code} only the first ${maxEvidence} places are known, so that no path, package or layer allows it: an exception for the code alone does`;
}
