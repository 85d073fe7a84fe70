import type { Cause, Verdict } from '../model/gate-result.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCount } from './format-count.ts';

/** dive's rules keep dive's way of writing a ratio. */
function isDive({ budget }: Verdict): boolean {
  return budget.startsWith('dive.');
}

function isGrowth({ budget }: Verdict): boolean {
  return budget.startsWith('growth.');
}

/** `image size`, `directory /usr/share`, `findings of high or worse`: with names from the image as they are. */
export function verdictName({ budget, title, subject }: Verdict): string {
  if (subject === null) return title;
  if (budget === 'findings.fail-on') return `${title} of ${subject} or worse`;
  return budget === 'findings.forbid' ? `${subject} ${title}` : `${title} ${subject}`;
}

export function formatFigure(verdict: Verdict): string {
  const { figure, limit } = verdict;
  if (figure === null) return verdict.status === 'uncomputed' ? 'not known' : isGrowth(verdict) ? 'new' : 'not a number';
  const sign = isGrowth(verdict) && figure > 0 ? '+' : figure < 0 ? '-' : '';
  const text = format(verdict, Math.abs(figure));
  // Two figures that look alike and are not would be a riddle.
  const isRiddle = verdict.status === 'fail' && figure !== limit && text === format(verdict, limit);
  return sign + (isRiddle ? formatExactly(verdict, Math.abs(figure)) : text);
}

/** `at most 20 MB`. */
export function formatLimit(verdict: Verdict): string {
  const { budget, limit } = verdict;
  if (limit === 0 && verdict.unit === 'count' && verdict.subject !== null) return 'none';
  return `${budget === 'dive.lowestEfficiency' ? 'at least' : 'at most'} ${format(verdict, limit)}`;
}

function format(verdict: Verdict, value: number): string {
  switch (verdict.unit) {
    case 'bytes':
      return formatBytes(value);
    case 'ratio':
      return isDive(verdict) ? String(Number(value.toFixed(4))) : formatPercent(value);
    case 'count':
      return formatCount(value);
    case 'days':
      return `${formatCount(value)} ${value === 1 ? 'day' : 'days'}`;
  }
}

function formatExactly(verdict: Verdict, value: number): string {
  if (verdict.unit === 'bytes') return `${formatCount(value)} B`;
  return isDive(verdict) ? String(value) : `${100 * value} %`;
}

/** `12.3 %`, `0.04 %`. */
export function formatPercent(ratio: number): string {
  const percent = 100 * ratio;
  if (percent >= 1_000) return `${formatCount(Math.round(percent))} %`;
  return `${Number(percent.toFixed(percent < 1 ? 2 : 1))} %`;
}

export function formatAmount({ amount, unit }: Cause): string {
  if (amount === null) return '';
  return unit === 'bytes' ? formatBytes(amount) : formatCount(amount);
}

/** Signed, and nothing where nothing changed. */
export function formatChange(now: number | null, before: number | null, formatValue: (value: number) => string): string {
  if (now === null || before === null) return '';
  const change = now - before;
  const percent = before === 0 ? '' : ` (${change < 0 ? '-' : '+'}${formatPercent(Math.abs(change) / before)})`;
  return change === 0 ? '0' : `${change < 0 ? '-' : '+'}${formatValue(Math.abs(change))}${percent}`;
}

/** One plain line: what the budget says of the image. */
export function verdictSentence(verdict: Verdict): string {
  const of = verdict.of === null || verdict.of === verdict.subject ? '' : ` (${verdict.of})`;
  if (verdict.status === 'uncomputed') return `${verdictName(verdict)}: cannot be computed: ${verdict.note ?? ''}`;
  return `${verdictName(verdict)}: ${formatFigure(verdict)}${of}, allowed: ${formatLimit(verdict)}`;
}

/** `layer 4 · RUN npm ci`; empty where nothing tells. */
export function placeText({ layer, instruction }: Pick<Verdict, 'layer' | 'instruction'>): string {
  const parts = [layer === null ? null : `layer ${layer}`, instruction === null ? null : clip(instruction)];
  return parts.filter((part) => part !== null).join(': ');
}

/** What a cause is and where it comes from, without its amount. */
export function causeText(cause: Cause): string {
  const place = placeText(cause);
  if (place.startsWith(cause.text)) return place;
  return place === '' ? clip(cause.text) : `${clip(cause.text)}  (${place})`;
}

/** The same with its amount in front. */
export function causeLine(cause: Cause): string {
  const amount = formatAmount(cause);
  return amount === '' ? causeText(cause) : `${amount}  ${causeText(cause)}`;
}

/** Of a name or an instruction as much as tells which; a comment or a log that is too long is refused as a whole. */
const maxTextLength = 240;

export function clip(text: string): string {
  return text.length <= maxTextLength ? text : `${text.slice(0, maxTextLength).replace(/\p{Cs}$/u, '')}...`;
}
