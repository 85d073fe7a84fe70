import type { Plan, PlanBase } from '../model/plan.ts';
import { formatPlatform } from '../model/platform.ts';
import { bar } from './bar.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd, wrapWords } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatShare } from './format-share.ts';
import { quoteShell } from './quote-shell.ts';
import type { TextStyle } from './text-style.ts';

const labelColumns = 13;
const sizeColumns = 9;
const maxPaths = 6;

/** What the production image is: its base, its size beside that of the original, who runs what in it. */
export function planTextHead(plan: Plan, style: TextStyle): readonly string[] {
  const { paint, signs, width } = style;
  const { config, source } = plan;
  const command = [...config.entrypoint, ...config.cmd].map(quoteShell).join(' ');
  const title = `${escapeTerminal(source.reference)} ${signs.arrow} production`;
  return [
    paint('heading', cutEnd(title, width, signs.ellipsis)),
    ...fact('base', `${formatBase(plan.base)}${why(plan, signs.dot)}`, style),
    ...sizeLines(plan, style),
    ...fact('platform', `${formatPlatform(source.platform)} ${signs.dot} ${plan.strategy} strategy`, style),
    ...fact('runs', command === '' ? 'nothing: the image has neither entrypoint nor command' : command, style),
    ...fact('as', `${userText(plan)} ${signs.dot} ${plan.user.reason}`, style),
    ...fact('writes to', writesText(plan), style),
  ];
}

export function formatBase(base: PlanBase): string {
  return base.kind === 'scratch' ? 'scratch' : base.reference;
}

/** The first reason of the candidate that was taken. */
function why({ base, candidates }: Plan, dot: string): string {
  const taken = candidates.find((candidate) => formatBase(candidate.base) === formatBase(base));
  return taken?.reasons[0] === undefined ? '' : ` ${dot} ${taken.reasons[0]}`;
}

function userText({ user: { uid, gid, name, isMade } }: Plan): string {
  return `${uid}:${gid}${name === null ? '' : ` (${name}${isMade ? ', made by the plan' : ''})`}`;
}

function writesText({ writablePaths }: Plan): string {
  const shown = writablePaths.slice(0, maxPaths).map(({ path }) => path);
  const rest = writablePaths.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}

function sizeLines({ size }: Plan, style: TextStyle): readonly string[] {
  const { paint, width } = style;
  const columns = Math.max(10, Math.min(40, width - labelColumns - sizeColumns - 24));
  const share = formatShare(size.predictedBytes, size.imageBytes);
  const line = (label: string, bytes: number, note: string): string =>
    `  ${paint('faint', label.padEnd(labelColumns - 2))}${formatBytes(bytes).padStart(sizeColumns)}  ${bar(bytes, 0, Math.max(size.imageBytes, size.predictedBytes), columns, style)}  ${note}`.trimEnd();
  return [
    line('before', size.imageBytes, ''),
    line('after', size.predictedBytes, paint(size.predictedBytes > size.imageBytes ? 'bad' : 'good', share)),
  ];
}

function fact(label: string, text: string, { paint, signs, width }: TextStyle): readonly string[] {
  if (text === '') return [];
  return wrapWords(escapeTerminal(text), width - labelColumns, signs.ellipsis).map(
    (line, i) => `  ${paint('faint', (i === 0 ? label : '').padEnd(labelColumns - 2))}${line}`,
  );
}
