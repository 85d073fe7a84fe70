import { maxEvidence, type OriginFinding } from '../model/finding.ts';
import type { GateException } from '../model/gate-exception.ts';
import type { GateResult } from '../model/gate-result.ts';
import { type Coverage, coverageOf, isAbout, nowhere, placeOf } from './coverage.ts';
import type { GateInput } from './gate-input.ts';

type Allowance = Coverage & {
  readonly exception: GateException;
  readonly isLive: boolean;
  findings: number;
};

/** A finding is allowed where exceptions that have not expired cover each piece of its evidence. */
export function allowFindings(input: GateInput): Pick<GateResult, 'findings' | 'exceptions'> {
  const allowances = input.exceptions.map((exception): Allowance => {
    return { ...coverageOf(exception, input), exception, isLive: input.today <= exception.expires, findings: 0 };
  });
  const findings = input.report.findings.map((finding) => ({ ...finding, excepted: allow(finding, allowances) }));
  return {
    findings,
    exceptions: allowances.map(({ exception, isLive, findings: count }) => ({ ...exception, isExpired: !isLive, findings: count })),
  };
}

/** The reason of the first exception that takes part; null where the finding stands. */
function allow(finding: OriginFinding, allowances: readonly Allowance[]): string | null {
  const about = allowances.filter(({ exception, isLive }) => isLive && isAbout(exception, finding.code));
  const candidates = isCut(finding) ? about.filter(({ isWhole }) => isWhole) : about;
  const used = new Set<Allowance>();
  for (const place of finding.evidence.length === 0 ? [nowhere] : finding.evidence.map(placeOf)) {
    const found = candidates.find(({ covers }) => covers(place));
    if (found === undefined) return null;
    used.add(found);
  }
  for (const allowance of used) allowance.findings += 1;
  return [...used][0]?.exception.reason ?? null;
}

/** Where no more is cited, nobody can say whether what is left out is covered. */
export function isCut({ evidence }: Pick<OriginFinding, 'evidence'>): boolean {
  return evidence.length >= maxEvidence;
}
