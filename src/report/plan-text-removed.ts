import type { Severity } from '../model/finding.ts';
import type { Plan } from '../model/plan.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd, wrapWords } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCounted } from './format-count.ts';
import { formatVulnerabilities } from './format-vulnerabilities.ts';
import type { Tone } from './paint.ts';
import type { TextStyle } from './text-style.ts';

const maxFindings = 8;
const maxPackages = 24;

const tones: Readonly<Record<Severity, Tone>> = { critical: 'bad', high: 'bad', medium: 'waste', low: 'layer', info: 'faint' };

/** What production is rid of: findings that are resolved, packages that are gone. */
export function planTextRemoved({ removed }: Plan, style: TextStyle): readonly string[] {
  const { paint } = style;
  const { findings, packages, vulnerabilities } = removed;
  if (findings.length === 0 && packages.length === 0 && vulnerabilities === null) return [];
  const rest = findings.length - maxFindings;
  return [
    paint('heading', 'Gone'),
    ...findings.slice(0, maxFindings).map((finding) => findingLine(finding, style)),
    ...(rest > 0 ? [paint('faint', `${' '.repeat(16)}and ${formatCounted(rest, 'more finding')}`)] : []),
    ...packageLines(packages, style),
    ...(vulnerabilities === null ? [] : [`${paint('faint', 'known'.padStart(14))}  ${formatVulnerabilities(vulnerabilities)}`]),
  ];
}

function findingLine({ severity, summary, bytes }: Plan['removed']['findings'][number], { paint, signs, width }: TextStyle): string {
  const size = bytes === 0 ? '' : ` (${formatBytes(bytes)})`;
  const text = cutEnd(escapeTerminal(summary), width - 16 - size.length, signs.ellipsis);
  return `${paint(tones[severity], severity.padStart(14))}  ${text}${paint('waste', size)}`;
}

/** The largest first. */
function packageLines(packages: Plan['removed']['packages'], { paint, signs, width }: TextStyle): readonly string[] {
  if (packages.length === 0) return [];
  const bytes = packages.reduce((sum, found) => sum + found.bytes, 0);
  const names = [...packages].sort((a, b) => b.bytes - a.bytes || (a.purl < b.purl ? -1 : 1)).map(({ purl }) => nameOf(purl));
  const more = names.length > maxPackages ? ` and ${names.length - maxPackages} more` : '';
  const text = `${formatCounted(packages.length, 'package')} (${formatBytes(bytes)}): ${escapeTerminal(names.slice(0, maxPackages).join(', '))}${more}`;
  return wrapWords(text, width - 16, signs.ellipsis).map(
    (line, i) => `${paint('faint', (i === 0 ? 'packages' : '').padStart(14))}  ${line}`,
  );
}

/** `pkg:deb/debian/bash@5.2` → `bash`. */
function nameOf(purl: string): string {
  const path = purl.replace(/[?#].*$/, '').replace(/@[^@/]*$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    // As it stands: no such name is well formed.
    return name;
  }
}
