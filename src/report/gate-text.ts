import type { GateResult, Verdict } from '../model/gate-result.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd, wrapWords } from './fit-text.ts';
import { formatCounted } from './format-count.ts';
import { causeText, formatAmount, formatFigure, formatLimit, verdictName } from './gate-figures.ts';
import type { TextStyle } from './text-style.ts';

const words: Readonly<Record<Verdict['status'], string>> = { pass: 'pass', fail: 'FAIL', uncomputed: 'UNKNOWN' };
const indent = ' '.repeat(11);

/** The verdicts for a person: a line for each budget, and below those that failed what to do and the largest causes. */
export function renderGateText(result: GateResult, style: TextStyle): string {
  const { verdicts } = result;
  const failed = verdicts.filter(({ status }) => status !== 'pass').length;
  const headline =
    failed === 0
      ? style.paint('good', `passed: ${formatCounted(verdicts.length, 'budget')}`)
      : style.paint('bad', `failed: ${failed} of ${formatCounted(verdicts.length, 'budget')}`);
  const lines = [
    cutEnd(escapeTerminal(result.image.reference), style.width, style.signs.ellipsis),
    ...verdicts.flatMap((verdict) => verdictLines(verdict, style)),
    ...exceptionLines(result, style),
    headline,
  ];
  return `${lines.join('\n')}\n`;
}

function verdictLines(verdict: Verdict, style: TextStyle): readonly string[] {
  const { paint, signs, width } = style;
  const word = words[verdict.status].padStart(9);
  const of = verdict.of === null || verdict.of === verdict.subject ? '' : ` ${verdict.of}`;
  const text = `${verdictName(verdict)}: ${formatFigure(verdict)}${of}, ${formatLimit(verdict)}`;
  const note = verdict.note === null ? [] : wrapped(verdict.note, indent, style);
  return [
    `${paint(verdict.status === 'pass' ? 'good' : 'bad', word)}  ${cutEnd(escapeTerminal(text), width - 11, signs.ellipsis)}`,
    ...note.map((line) => paint('faint', line)),
    ...(verdict.remedy === null || verdict.remedy === '' ? [] : wrapped(`${signs.arrow} ${verdict.remedy}`, indent, style)),
    ...verdict.causes.map((cause) => {
      const amount = formatAmount(cause).padStart(8);
      return `${indent}${paint('waste', amount)}  ${cutEnd(escapeTerminal(causeText(cause)), width - 21, signs.ellipsis)}`;
    }),
  ];
}

function exceptionLines({ exceptions }: GateResult, { paint, signs, width }: TextStyle): readonly string[] {
  const live = exceptions.filter(({ isExpired }) => !isExpired);
  return live.map(({ kind, value, findings, reason, expires }) => {
    const text = `${formatCounted(findings, 'finding')} by ${kind} ${value} until ${expires}: ${reason}`;
    return `${paint('faint', 'allowed'.padStart(9))}  ${cutEnd(escapeTerminal(text), width - 11, signs.ellipsis)}`;
  });
}

function wrapped(text: string, before: string, { signs, width }: TextStyle): readonly string[] {
  return wrapWords(escapeTerminal(text), width - before.length, signs.ellipsis).map((line) => before + line);
}
