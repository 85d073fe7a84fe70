import type { Analyzer } from '../analyze/analyzer.ts';
import type { AnalyzerText } from '../model/analyzer-text.ts';
import { type Severity, severities } from '../model/finding.ts';

/** Those that say what they find. */
export function analyzerTexts(analyzers: readonly Analyzer[]): readonly AnalyzerText[] {
  return analyzers.filter((analyzer): analyzer is Analyzer & AnalyzerText => 'codes' in analyzer);
}

/** How grave what an analyzer finds can be; reading packages finds nothing by itself. */
export function gravestOf(analyzers: readonly Analyzer[]): (analyzer: string) => Severity | 'none' | null {
  const texts = new Map(analyzerTexts(analyzers).map((text) => [text.id, text]));
  return (id) => {
    const text = texts.get(id);
    if (text === undefined) return id === 'packages' ? 'none' : null;
    const known = Object.values(text.codes).map(({ severity }) => severities.indexOf(severity));
    return severities[Math.min(...known)] ?? 'none';
  };
}
