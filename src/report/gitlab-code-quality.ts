import type { Severity } from '../model/finding.ts';
import type { GateResult } from '../model/gate-result.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { fallbackPath, type GateAnchors } from './gate-anchors.ts';
import { verdictSentence } from './gate-figures.ts';
import { fingerprinter } from './gate-fingerprint.ts';

const severityNames: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/**
 * The budgets that failed and the findings that no exception allows.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function renderGitlabCodeQuality({ verdicts, findings }: GateResult, { path, lineOf }: GateAnchors): string {
  const fingerprint = fingerprinter();
  const entry = (name: string, text: string, severity: string, layer: number | null, key: string): unknown => ({
    description: escapeTerminal(text),
    check_name: name,
    fingerprint: fingerprint(name, key),
    severity,
    location: { path: path ?? fallbackPath, lines: { begin: lineOf(layer) ?? 1 } },
  });
  const failed = verdicts.filter(({ status }) => status !== 'pass');
  const open = findings.filter(({ excepted }) => excepted === null);
  const entries = [
    ...failed.map((verdict) =>
      entry(`budget/${verdict.budget}`, verdictSentence(verdict), 'critical', verdict.layer, verdict.subject ?? ''),
    ),
    ...open.map(({ code, summary, severity, evidence }) => {
      const [first] = evidence;
      const layer = first === undefined || first.kind === 'config' ? null : first.layer;
      return entry(code, summary, severityNames[severity], layer, first?.kind === 'file' ? first.path : summary);
    }),
  ];
  return `${JSON.stringify(entries, null, 2)}\n`;
}
