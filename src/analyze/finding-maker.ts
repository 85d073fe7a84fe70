import type { FindingCode } from '../model/analyzer-text.ts';
import type { Finding } from '../model/finding.ts';

/** Findings of one analyzer, whose severities stand in its table of codes and nowhere else. */
export function findingMaker<Variant extends string>(
  id: string,
  codes: Readonly<Record<Variant, FindingCode>>,
): (variant: Variant, details: Omit<Finding, 'code' | 'severity'>) => Finding {
  return (variant, details) => ({ code: `${id}/${variant}`, severity: codes[variant].severity, ...details });
}
