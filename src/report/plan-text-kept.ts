import { type Plan, type PlanFile, type PlanPart, planParts } from '../model/plan.ts';
import { bar } from './bar.ts';
import { displayWidth } from './display-width.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd, cutMiddle, padRight } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCounted } from './format-count.ts';
import type { TextStyle } from './text-style.ts';

const maxFiles = 6;
const sizeColumns = 9;

const titles: Readonly<Record<PlanPart, string>> = {
  runtime: 'runtime, of packages',
  application: 'application',
  data: 'data',
  metadata: 'about the packages',
};

/** What is kept, by part, the largest of each with its reason. */
export function planTextKept(plan: Plan, style: TextStyle): readonly string[] {
  const { paint } = style;
  const count = plan.files.filter(({ kind }) => kind !== 'directory').length;
  const heading = paint('heading', 'Kept') + paint('faint', ` (${formatCounted(count, 'file')}; --why PATH tells the chain of one)`);
  return [heading, ...planParts.flatMap((part) => partLines(plan, part, style))];
}

function partLines(plan: Plan, part: PlanPart, style: TextStyle): readonly string[] {
  const { paint } = style;
  const files = plan.files.filter((file) => file.part === part && file.kind !== 'directory');
  const bytes = plan.size.partBytes[part];
  if (files.length === 0 && bytes === 0) return [];
  const largest = files.filter((file) => file.bytes > 0).sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
  const rest = files.length - Math.min(maxFiles, largest.length);
  const whole = Math.max(1, ...planParts.map((one) => plan.size.partBytes[one]));
  return [
    `  ${formatBytes(bytes).padStart(sizeColumns)}  ${bar(bytes, 0, whole, 15, style)}  ${titles[part]}`,
    ...largest.slice(0, maxFiles).map((file) => fileLine(file, style)),
    ...(rest > 0 ? [paint('faint', `  ${' '.repeat(sizeColumns)}    and ${formatCounted(rest, 'more file')}`)] : []),
  ];
}

function fileLine({ path, bytes, reason, from, confidence }: PlanFile, { paint, signs, width }: TextStyle): string {
  const left = width - sizeColumns - 6;
  const pathColumns = Math.floor(left * 0.48);
  const shown = padRight(cutMiddle(escapeTerminal(path), pathColumns, signs.ellipsis), pathColumns);
  const doubt = confidence === 'certain' ? '' : ` (${confidence})`;
  const why = escapeTerminal(from === null ? reason.replace(/,$/, '') : `${reason} ${from}`);
  const text = cutEnd(why, left - pathColumns - 2 - displayWidth(doubt), signs.ellipsis);
  return `  ${formatBytes(bytes).padStart(sizeColumns)}    ${shown}  ${paint('faint', text + doubt)}`.trimEnd();
}
