import type { BaseCandidate, Plan } from '../model/plan.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd, padRight } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCounted } from './format-count.ts';
import { formatBase } from './plan-text-head.ts';
import type { TextStyle } from './text-style.ts';

const maxCandidates = 6;
const nameColumns = 46;

/** The bases that were weighed, the recommended first; of those that do not fit the reason. */
export function planTextBases({ candidates }: Plan, style: TextStyle): readonly string[] {
  const { paint } = style;
  if (candidates.length === 0) return [];
  const rest = candidates.length - maxCandidates;
  return [
    paint('heading', 'Bases'),
    ...candidates.slice(0, maxCandidates).map((candidate) => candidateLine(candidate, style)),
    ...(rest > 0 ? [paint('faint', `${' '.repeat(16)}and ${formatCounted(rest, 'more base')}, in --format json`)] : []),
  ];
}

function candidateLine({ base, fits, predictedBytes, reasons }: BaseCandidate, { paint, signs, width }: TextStyle): string {
  const about = base.kind === 'scratch' ? '' : '~';
  const size = fits ? `${about}${formatBytes(predictedBytes)}` : 'does not fit';
  const columns = Math.min(nameColumns, width - 16);
  const name = padRight(cutEnd(escapeTerminal(formatBase(base)), columns, signs.ellipsis), columns);
  const left = width - 16 - nameColumns - 2;
  const why = left < 20 ? '' : cutEnd(escapeTerminal(reasons[0] ?? ''), left, signs.ellipsis);
  return `${paint(fits ? 'good' : 'faint', size.padStart(14))}  ${name}  ${paint('faint', why)}`.trimEnd();
}
