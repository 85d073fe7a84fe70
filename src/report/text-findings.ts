import type { Origin, OriginFinding, Severity } from '../model/finding.ts';
import type { Outcome, Report } from '../model/report.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCounted } from './format-count.ts';
import type { Tone } from './paint.ts';
import type { TextStyle } from './text-style.ts';

const maxFindings = 12;

const tones: Readonly<Record<Severity, Tone>> = { critical: 'bad', high: 'bad', medium: 'waste', low: 'layer', info: 'faint' };

/** One line for each finding, the worst first, and for each analyzer that could not do its work. */
export function textFindings({ findings, outcomes }: Report, style: TextStyle): readonly string[] {
  const troubled = outcomes.filter(({ status }) => status !== 'ok');
  if (findings.length === 0 && troubled.length === 0) return [];
  const rest = findings.length - maxFindings;
  const hasOrigins = findings.some(({ origin }) => origin.kind !== 'unknown');
  return [
    `${style.paint('heading', 'Findings')}${hasOrigins ? style.paint('faint', ' (of the base image, or your own; ? where that is a guess)') : ''}`,
    ...findings.slice(0, maxFindings).map((finding) => findingLine(finding, hasOrigins, style)),
    ...(rest > 0 ? [style.paint('faint', `                and ${formatCounted(rest, 'more finding')}, in --format json`)] : []),
    ...troubled.map((outcome) => outcomeLine(outcome, style)),
  ];
}

function findingLine({ severity, summary, bytes, origin }: OriginFinding, hasOrigins: boolean, { paint, signs, width }: TextStyle): string {
  const from = hasOrigins ? originWord(origin).padEnd(7) : '';
  const size = bytes === 0 ? '' : ` (${formatBytes(bytes)})`;
  const text = cutEnd(escapeTerminal(summary), width - 16 - from.length - size.length, signs.ellipsis);
  return `${paint(tones[severity], severity.padStart(14))}  ${paint('faint', from)}${text}${paint('waste', size)}`;
}

/** `base` for what came with the base image, `own` for the rest; a question mark where that was concluded rather than read. */
function originWord({ kind, guessed }: Origin): string {
  const word = { base: 'base', user: 'own', unknown: '' }[kind];
  return word !== '' && guessed ? `${word}?` : word;
}

function outcomeLine({ analyzer, error, unreadable }: Outcome, { paint, signs, width }: TextStyle): string {
  const why =
    error === undefined ? `could not read ${formatCounted(unreadable.length, 'file')}: ${unreadable[0]?.path ?? ''}` : `failed: ${error}`;
  return `${paint('bad', 'not known'.padStart(14))}  ${cutEnd(escapeTerminal(`${analyzer} ${why}`), width - 16, signs.ellipsis)}`;
}
