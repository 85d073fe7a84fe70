import type { Evidence, OriginFinding } from '../model/finding.ts';
import type { GateException } from '../model/gate-exception.ts';
import type { GateResult } from '../model/gate-result.ts';
import { globMatcher } from '../model/glob.ts';
import type { GateInput } from './gate-input.ts';
import { packageMatcher } from './package-sizes.ts';

type Allowance = {
  readonly exception: GateException;
  readonly isLive: boolean;
  /** Whether it is about this evidence; null asks about a finding as a whole. */
  readonly covers: (evidence: Evidence | null) => boolean;
  findings: number;
};

/** A finding is allowed where exceptions that have not expired cover each piece of its evidence. */
export function allowFindings(input: GateInput): Pick<GateResult, 'findings' | 'exceptions'> {
  const allowances = input.exceptions.map((exception): Allowance => {
    return { exception, isLive: input.today <= exception.expires, covers: coverage(exception, input), findings: 0 };
  });
  const findings = input.report.findings.map((finding) => ({ ...finding, excepted: allow(finding, allowances) }));
  return {
    findings,
    exceptions: allowances.map(({ exception, isLive, findings: count }) => ({ ...exception, isExpired: !isLive, findings: count })),
  };
}

/** The reason of the first exception that takes part; null where the finding stands. */
function allow(finding: OriginFinding, allowances: readonly Allowance[]): string | null {
  const candidates = allowances.filter(({ exception, isLive }) => isLive && isOfCode(finding, exception));
  const pieces: readonly (Evidence | null)[] = finding.evidence.length === 0 ? [null] : finding.evidence;
  const used = new Set<Allowance>();
  for (const piece of pieces) {
    const found = candidates.find(({ covers }) => covers(piece));
    if (found === undefined) return null;
    used.add(found);
  }
  for (const allowance of used) allowance.findings += 1;
  return [...used][0]?.exception.reason ?? null;
}

function isOfCode({ code }: OriginFinding, exception: GateException): boolean {
  return exception.code === null || exception.code === code || code.startsWith(`${exception.code}/`);
}

function coverage({ kind, value }: GateException, { report, packagesOf }: GateInput): Allowance['covers'] {
  switch (kind) {
    case 'code':
      return () => true;
    case 'path': {
      const matches = globMatcher(value);
      return (evidence) => evidence?.kind === 'file' && matches(evidence.path);
    }
    case 'package': {
      const matches = packageMatcher(value);
      return (evidence) => evidence?.kind === 'file' && packagesOf(evidence.path).some((key) => matches(splitKey(key)));
    }
    case 'digest': {
      const { imageId, manifestDigest } = report.image;
      if (value === imageId || value === manifestDigest) return () => true;
      const layers = new Set(report.layers.filter(({ digest, diffId }) => digest === value || diffId === value).map(({ index }) => index));
      return (evidence) => evidence !== null && evidence.kind !== 'config' && evidence.layer !== null && layers.has(evidence.layer);
    }
  }
}

function splitKey(key: string): { readonly type: string; readonly name: string } {
  const slash = key.indexOf('/');
  return { type: key.slice(0, slash), name: key.slice(slash + 1) };
}
