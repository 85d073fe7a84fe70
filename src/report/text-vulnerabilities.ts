import type { Report, ReportVulnerability } from '../model/report.ts';
import { type VulnerabilitySeverity, vulnerabilitySeverities } from '../model/vulnerability.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCount } from './format-count.ts';
import type { Tone } from './paint.ts';
import type { TextStyle } from './text-style.ts';

const maxItems = 12;
const margin = 16;

const tones: Readonly<Record<VulnerabilitySeverity, Tone>> = {
  critical: 'bad',
  high: 'bad',
  medium: 'waste',
  low: 'layer',
  negligible: 'faint',
  unknown: 'faint',
};

/** What another tool found, by package, layer and bytes; nothing where no report was given. */
export function textVulnerabilities({ vulnerabilities }: Report, style: TextStyle): readonly string[] {
  if (vulnerabilities === undefined) return [];
  const { scanner, items, unmatchedCount } = vulnerabilities;
  const { paint, signs, width } = style;
  const rest = items.length - maxItems;
  return [
    `${paint('heading', 'Vulnerabilities')} ${cutEnd(`by ${scanner}: ${countText(items, signs.dot)}`, width - margin, signs.ellipsis)}`,
    ...items.slice(0, maxItems).map((item) => itemLine(item, style)),
    ...(rest > 0 ? [`${' '.repeat(margin)}${paint('faint', `and ${formatCount(rest)} more, in --format json`)}`] : []),
    ...(unmatchedCount === 0
      ? []
      : [`${paint('bad', 'not known'.padStart(14))}  ${cutEnd(unmatchedText(unmatchedCount), width - margin, signs.ellipsis)}`]),
  ];
}

function countText(items: readonly ReportVulnerability[], dot: string): string {
  if (items.length === 0) return 'none in the packages of the image';
  return vulnerabilitySeverities
    .map((severity) => ({ severity, count: items.filter((item) => item.severity === severity).length }))
    .flatMap(({ severity, count }) => (count === 0 ? [] : [`${formatCount(count)} ${severity}`]))
    .join(` ${dot} `);
}

function unmatchedText(count: number): string {
  return `${formatCount(count)} more, of packages that the image has not as they are named there`;
}

function itemLine(
  { severity, id, name, version, bytes, layer, fixedVersion }: ReportVulnerability,
  { paint, signs, width }: TextStyle,
): string {
  const facts = [`layer ${layer}`, formatBytes(bytes), fixedVersion === null ? 'no fix named' : `fixed in ${fixedVersion}`].join(
    ` ${signs.dot} `,
  );
  const text = cutEnd(escapeTerminal(`${id} ${name} ${version} ${signs.dot} ${facts}`), width - margin, signs.ellipsis);
  return `${paint(tones[severity], severity.padStart(14))}  ${text}`;
}
