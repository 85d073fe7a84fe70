import type { Analysis } from '../../src/analyze/analyzer.ts';
import type { DocumentedAnalyzer } from '../../src/analyze/documented-analyzer.ts';
import { packageReaders } from '../../src/analyze/packages/readers.ts';
import { readPatterns } from '../../src/analyze/read-patterns.ts';
import type { Evidence, Finding } from '../../src/model/finding.ts';
import { type ViewInput, viewOf } from './view-of.ts';

export async function analysisOf(analyzer: DocumentedAnalyzer, input: ViewInput): Promise<Analysis> {
  return analyzer.analyze(await viewOf({ reads: readPatterns([...packageReaders, analyzer]) }, input));
}

export async function findingsOf(analyzer: DocumentedAnalyzer, input: ViewInput): Promise<readonly Finding[]> {
  return (await analysisOf(analyzer, input)).findings;
}

export async function codesOf(analyzer: DocumentedAnalyzer, input: ViewInput): Promise<readonly string[]> {
  return (await findingsOf(analyzer, input)).map(({ code }) => code);
}

/** `<variant> <path>` of each file that is evidence; of other evidence `<variant> <field or instruction>`. */
export async function seenBy(analyzer: DocumentedAnalyzer, input: ViewInput): Promise<readonly string[]> {
  const findings = await findingsOf(analyzer, input);
  return findings.flatMap(({ code, evidence }) => evidence.map((one) => `${code.slice(code.indexOf('/') + 1)} ${place(one)}`));
}

function place(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'file':
      return evidence.path;
    case 'instruction':
      return evidence.instruction;
    case 'config':
      return `${evidence.field}=${evidence.value}`;
  }
}
