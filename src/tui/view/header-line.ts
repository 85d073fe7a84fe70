import { escapeTerminal } from '../../report/escape-terminal.ts';
import { cutMiddle } from '../../report/fit-text.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import type { Look } from '../paint/look.ts';
import { type Line, type Span, span, spread, untrusted } from '../paint/span.ts';
import type { Ready, ScreenName } from '../state/state.ts';

const titles: Readonly<Record<ScreenName, string>> = {
  explore: 'Files',
  waste: 'Waste',
  findings: 'Findings',
  packages: 'Packages',
  plan: 'Plan',
};
const numbers: readonly ScreenName[] = ['explore', 'waste', 'findings', 'packages', 'plan'];

/** What image it is, and which screens there are. */
export function headerLine(ready: Ready, columns: number, { signs }: Look): Line {
  const { image, waste } = ready.session.report;
  const { os, architecture, variant } = image.platform;
  const tabs = tabSpans(ready, columns < 90);
  const facts = [
    `${os}/${architecture}${variant === undefined ? '' : `/${variant}`}`,
    `${formatBytes(image.sizeBytes)}${image.compressedBytes === null ? '' : ` (${formatBytes(image.compressedBytes)} compressed)`}`,
  ];
  const left = [
    span(' flense ', 'accent'),
    span(cutMiddle(escapeTerminal(image.reference), Math.max(12, Math.floor(columns * 0.3)), signs.ellipsis), 'title'),
    untrusted(`  ${facts.join(` ${signs.dot} `)}`, 'faint'),
    ...(waste.reclaimableBytes === 0
      ? []
      : [span(` ${signs.dot} `, 'faint'), span(`${formatBytes(waste.reclaimableBytes)} wasted`, 'waste')]),
    span(' '),
  ];
  return { spans: spread(left, tabs, columns, signs.ellipsis) };
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
