import type { OriginFinding, Severity } from '../model/finding.ts';
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
  return [
    style.paint('heading', 'Findings'),
    ...findings.slice(0, maxFindings).map((finding) => findingLine(finding, style)),
    ...(rest > 0 ? [style.paint('faint', `                and ${formatCounted(rest, 'more finding')}, in --format json`)] : []),
    ...troubled.map((outcome) => outcomeLine(outcome, style)),
  ];
}

function findingLine({ severity, summary, bytes }: OriginFinding, { paint, signs, width }: TextStyle): string {
  const size = bytes === 0 ? '' : ` (${formatBytes(bytes)})`;
  const text = cutEnd(escapeTerminal(summary), width - 16 - size.length, signs.ellipsis);
  return `${paint(tones[severity], severity.padStart(14))}  ${text}${paint('waste', size)}`;
}

function outcomeLine({ analyzer, error, unreadable }: Outcome, { paint, signs, width }: TextStyle): string {
  const why =
    error === undefined ? `could not read ${formatCounted(unreadable.length, 'file')}: ${unreadable[0]?.path ?? ''}` : `failed: ${error}`;
  return `${paint('bad', 'not known'.padStart(14))}  ${cutEnd(escapeTerminal(`${analyzer} ${why}`), width - 16, signs.ellipsis)}`;
}
