import { formatPlatform } from '../model/platform.ts';
import type { Report, ReportImage } from '../model/report.ts';
import { defaultUser } from './default-user.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd, wrapWords } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCounted } from './format-count.ts';
import { formatShare } from './format-share.ts';
import { formatTime } from './format-time.ts';
import { quoteShell } from './quote-shell.ts';
import type { TextStyle } from './text-style.ts';

const labelColumns = 13;
const maxLines = 3;
/** A space at which no line is broken. */
const joiner = '\u00a0';

/** What the image is: its names, its size, how it starts. */
export function textImage(report: Report, names: readonly string[], style: TextStyle): readonly string[] {
  const { image } = report;
  const { paint, signs, width } = style;
  const facts: readonly (readonly [label: string, values: readonly string[]])[] = [
    ['names', names],
    ['platform', [formatPlatform(image.platform), image.source]],
    ['id', [image.imageId.slice(0, 19), ...created(image)]],
    ['size', sizes(report)],
    ['runs', [...image.config.entrypoint, ...image.config.cmd].map(quoteShell)],
    ['as', surroundings(image)],
  ];
  const title = paint('heading', cutEnd(escapeTerminal(image.reference), width, signs.ellipsis));
  return [title, ...facts.filter(([, values]) => values.length > 0).flatMap(([label, values]) => factLines(label, values, style))];
}

/** At most three lines, broken between the values. A command line needs no signs in between. */
function factLines(label: string, values: readonly string[], { paint, signs, width }: TextStyle): readonly string[] {
  const left = width - labelColumns;
  const separator = label === 'runs' ? ' ' : ` ${signs.dot} `;
  const text = values.map((value) => escapeTerminal(value).replaceAll(' ', joiner)).join(separator);
  const lines = wrapWords(text, left, signs.ellipsis);
  const shown =
    lines.length <= maxLines ? lines : [...lines.slice(0, maxLines - 1), cutEnd(lines.slice(maxLines - 1).join(' '), left, signs.ellipsis)];
  return shown.map((line, i) => `  ${paint('faint', (i === 0 ? label : '').padEnd(labelColumns - 2))}${line.replaceAll(joiner, ' ')}`);
}

function created({ created }: ReportImage): readonly string[] {
  if (created === null) return [];
  return [`created ${formatTime(Date.parse(created)) ?? created}`];
}

function sizes({ image, layers, waste }: Report): readonly string[] {
  return [
    formatBytes(image.sizeBytes),
    ...(image.compressedBytes === null ? [] : [`${formatBytes(image.compressedBytes)} compressed`]),
    formatCounted(layers.length, 'layer'),
    formatCounted(image.entryCount, 'entry'),
    ...(waste.reclaimableBytes === 0
      ? []
      : [`${formatBytes(waste.reclaimableBytes)} reclaimable (${formatShare(waste.reclaimableBytes, image.sizeBytes)})`]),
  ];
}

function surroundings({ config, platform }: ReportImage): readonly string[] {
  return [
    config.user === '' ? `${defaultUser(platform)} (no user is set)` : `user ${config.user}`,
    ...(config.workingDir === '' ? [] : [`in ${config.workingDir}`]),
    ...(config.exposedPorts.length === 0 ? [] : [`ports ${config.exposedPorts.join(', ')}`]),
    ...(config.volumes.length === 0 ? [] : [`volumes ${config.volumes.join(', ')}`]),
    ...(config.healthcheck === null ? [] : ['health check']),
  ];
}
