import type { GateResult, Verdict } from '../model/gate-result.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { formatCounted } from './format-count.ts';
import type { GateAnchors } from './gate-anchors.ts';
import { causeLine, verdictName, verdictSentence } from './gate-figures.ts';

/**
 * Workflow commands: an error for each budget that failed, and a notice that says how many there were.
 * https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/workflow-commands-for-github-actions
 */
export function renderGithubAnnotations(result: GateResult, anchors: GateAnchors): string {
  const failed = result.verdicts.filter(({ status }) => status !== 'pass');
  const count = `${result.verdicts.length - failed.length} of ${formatCounted(result.verdicts.length, 'budget')} passed`;
  const lines = [...failed.map((verdict) => annotation(verdict, anchors)), command('notice', [['title', 'flense']], [count])];
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(verdict: Verdict, { path, lineOf }: GateAnchors): string {
  const line = lineOf(verdict.layer);
  const place: readonly Property[] = path === null ? [] : [['file', path], ...(line === null ? [] : [['line', String(line)] as const])];
  const text = [
    verdictSentence(verdict),
    ...(verdict.note === null || verdict.status === 'uncomputed' ? [] : [verdict.note]),
    ...(verdict.remedy === null || verdict.remedy === '' ? [] : [`-> ${verdict.remedy}`]),
    ...verdict.causes.map((cause) => `  ${causeLine(cause)}`),
  ];
  return command('error', [...place, ['title', `flense: ${verdictName(verdict)}`]], text);
}

type Property = readonly [name: string, value: string];

function command(name: string, properties: readonly Property[], lines: readonly string[]): string {
  const text = properties.map(([key, value]) => `${key}=${escapeProperty(value)}`).join(',');
  return `::${name}${text === '' ? '' : ` ${text}`}::${lines.map(escapeData).join('%0A')}`;
}

/** As the runner's toolkit escapes them. */
function escapeData(text: string): string {
  return escapeTerminal(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
