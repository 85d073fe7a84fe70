import type { Report } from '../../model/report.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';
import { cutMiddle } from '../../report/fit-text.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import type { Look } from '../paint/look.ts';
import { type Line, type Span, span, spansWidth, spread, untrusted } from '../paint/span.ts';
import type { Ready, ScreenName } from '../state/state.ts';

const titles: Readonly<Record<ScreenName, string>> = {
  explore: 'Files',
  waste: 'Waste',
  findings: 'Findings',
  packages: 'Packages',
  plan: 'Plan',
};
const numbers: readonly ScreenName[] = ['explore', 'waste', 'findings', 'packages', 'plan'];

/** What image it is, and which screens there are; of the image as much as there is room for. */
export function headerLine(ready: Ready, columns: number, { signs }: Look): Line {
  const tabs = tabSpans(ready, columns < 90);
  const { reference } = ready.session.report.image;
  const name = span(cutMiddle(escapeTerminal(reference), Math.max(12, Math.floor(columns * 0.3)), signs.ellipsis), 'title');
  const choices = factChoices(ready.session.report, signs.dot).map((facts) => [span(' flense ', 'accent'), name, ...facts, span(' ')]);
  const room = columns - spansWidth(tabs);
  const left = choices.find((spans) => spansWidth(spans) <= room) ?? choices.at(-1)!;
  return { spans: spread(left, tabs, columns, signs.ellipsis) };
}

/** All of it first, then ever less: what is stored, then the platform, then the waste, then the size. */
function factChoices({ image, waste }: Report, dot: string): readonly (readonly Span[])[] {
  const { os, architecture, variant } = image.platform;
  const platform = untrusted(`  ${os}/${architecture}${variant === undefined ? '' : `/${variant}`} ${dot}`, 'faint');
  const size = span(`  ${formatBytes(image.sizeBytes)}`, 'faint');
  const stored = image.compressedBytes === null ? [] : [span(` (${formatBytes(image.compressedBytes)} compressed)`, 'faint')];
  const wasted =
    waste.reclaimableBytes === 0 ? [] : [span(` ${dot} `, 'faint'), span(`${formatBytes(waste.reclaimableBytes)} wasted`, 'waste')];
  const close = { ...size, text: size.text.slice(1) };
  return [[platform, close, ...stored, ...wasted], [platform, close, ...wasted], [size, ...wasted], [size], []];
}

function tabSpans({ screen }: Ready, isShort: boolean): readonly Span[] {
  return numbers.flatMap((name, i) => {
    const isCurrent = name === screen;
    const title = isShort && !isCurrent ? '' : ` ${titles[name]}`;
    return [
      span(isCurrent ? ' ▏'.slice(0, 1) : ' ', 'faint'),
      span(`${i + 1}`, 'key'),
      span(isCurrent ? `[${title.trim()}]` : title, isCurrent ? 'title' : 'faint'),
      span(' '),
    ];
  });
}
