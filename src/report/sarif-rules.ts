import type { AnalyzerText, FindingCode } from '../model/analyzer-text.ts';
import { type BudgetEntry, budgetTable } from '../model/budget-table.ts';
import type { Severity } from '../model/finding.ts';
import type { GateResult } from '../model/gate-result.ts';

export type SarifLevel = 'error' | 'warning' | 'note';

type SarifText = { readonly text: string };

/** What a code stands for, whatever it was found in. */
export type SarifRule = {
  readonly id: string;
  readonly shortDescription: SarifText;
  readonly fullDescription: SarifText;
  readonly help: SarifText & { readonly markdown: string };
  readonly defaultConfiguration: { readonly level: SarifLevel };
  readonly properties: { readonly tags: readonly string[]; readonly 'security-severity'?: string };
};

export const sarifLevels: Readonly<Record<Severity, SarifLevel>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/**
 * By which GitHub tells critical, high and medium apart, above 9, 7 and 4, of rules with the tag `security`; what weighs less is
 * a matter of size and order.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object
 */
const securitySeverities: Readonly<Record<Severity, string | null>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: null,
  info: null,
};

/** One for each budget that failed and for each code of a finding, in the order in which they come. */
export function sarifRules({ verdicts, findings }: GateResult, texts: readonly AnalyzerText[]): readonly SarifRule[] {
  const rules = new Map<string, SarifRule>();
  const known = new Map(texts.map((text) => [text.id, text]));
  for (const { budget, title, status } of verdicts) {
    const id = `budget/${budget}`;
    if (status !== 'pass' && !rules.has(id)) rules.set(id, budgetRule(id, title, budget));
  }
  for (const { code, severity } of findings)
    if (!rules.has(code)) rules.set(code, findingRule(code, severity, known.get(code.split('/', 1)[0]!)));
  return [...rules.values()];
}

function budgetRule(id: string, title: string, budget: string): SarifRule {
  const entry: BudgetEntry | undefined = budgetTable.find((one) => one.id === budget);
  const description = entry?.description ?? 'An exception of the configuration has expired, and allows nothing any more.';
  const setting = entry === undefined ? '' : `\n\n\`budgets.${entry.section}.${entry.key}\` in \`.flense.yml\`, or \`${entry.flag}\`.`;
  return {
    id,
    shortDescription: { text: `Budget: ${title}` },
    fullDescription: { text: description },
    help: { text: `${description}${setting.replaceAll('`', '')}`, markdown: `${description}${setting}` },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['budget'] },
  };
}

function findingRule(code: string, severity: Severity, text: AnalyzerText | undefined): SarifRule {
  const variant = code.slice(code.indexOf('/') + 1);
  const about: FindingCode | undefined = text !== undefined && Object.hasOwn(text.codes, variant) ? text.codes[variant] : undefined;
  const short = [text?.title ?? code, about?.reason].filter((part) => part !== undefined).join(': ');
  const full = text?.description ?? code;
  const security = securitySeverities[severity];
  return {
    id: code,
    shortDescription: { text: short },
    fullDescription: { text: full },
    help: { text: `${short}\n\n${full}`, markdown: `**${short}**\n\n${full}` },
    defaultConfiguration: { level: sarifLevels[severity] },
    properties: security === null ? { tags: ['container'] } : { tags: ['container', 'security'], 'security-severity': security },
  };
}
