import { type VulnerabilitySeverity, vulnerabilitySeverities } from './vulnerability.ts';

const known: ReadonlySet<string> = new Set(vulnerabilitySeverities);

/** A word of any case; `unknown` for one that means nothing to us. */
export function parseSeverity(word: string | null): VulnerabilitySeverity {
  const folded = (word ?? '').toLowerCase();
  return known.has(folded) ? (folded as VulnerabilitySeverity) : 'unknown';
}

/** https://www.first.org/cvss/v3.1/specification-document#Qualitative-Severity-Rating-Scale */
export function scoreSeverity(score: string | null): VulnerabilitySeverity {
  const number = Number(score ?? '');
  if (!(number > 0)) return 'unknown';
  return number >= 9 ? 'critical' : number >= 7 ? 'high' : number >= 4 ? 'medium' : 'low';
}
