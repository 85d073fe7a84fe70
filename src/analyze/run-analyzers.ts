import type { Finding } from '../model/finding.ts';
import { severities } from '../model/finding.ts';
import type { Outcome } from '../model/report.ts';
import type { Analyzer } from './analyzer.ts';
import type { ImageView } from './image-view.ts';

export type AnalyzerResults = { readonly findings: readonly Finding[]; readonly outcomes: readonly Outcome[] };

/** Runs every analyzer. One that throws is shown as failed: it neither ends the run nor disappears. */
export function runAnalyzers(analyzers: readonly Analyzer[], image: ImageView): AnalyzerResults {
  const results = analyzers.map((analyzer) => run(analyzer, image));
  const findings = results.flatMap((result) => result.findings).sort(byUrgency);
  const outcomes = results.map(({ outcome }) => outcome).sort((a, b) => compare(a.analyzer, b.analyzer));
  return { findings, outcomes };
}

function run(analyzer: Analyzer, image: ImageView): { readonly findings: readonly Finding[]; readonly outcome: Outcome } {
  try {
    const { findings, unreadable } = analyzer.analyze(image);
    return { findings, outcome: { analyzer: analyzer.id, status: unreadable.length === 0 ? 'ok' : 'partial', unreadable } };
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { findings: [], outcome: { analyzer: analyzer.id, status: 'failed', unreadable: [], error: text } };
  }
}

function byUrgency(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    b.bytes - a.bytes ||
    compare(a.code, b.code) ||
    compare(subject(a), subject(b))
  );
}

function subject(finding: Finding): string {
  return JSON.stringify(finding.evidence[0] ?? '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
