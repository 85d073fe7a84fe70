import { formatInstruction } from '../model/instruction.ts';
import { formatPlatform } from '../model/platform.ts';
import type { Report } from '../model/report.ts';
import type { BigFile } from '../model/summary.ts';
import { defaultUser } from './default-user.ts';
import { escapeMarkdown, markdownCode } from './escape-markdown.ts';
import { cutEnd } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCount, formatCounted } from './format-count.ts';
import { formatShare } from './format-share.ts';
import { markdownDetails, markdownSection, markdownTable } from './markdown-table.ts';
import { quoteShell } from './quote-shell.ts';
import { type WasteGroup, wasteGroups } from './waste-groups.ts';

const maxRows = { waste: 10, findings: 50, directories: 20, packages: 30, vulnerabilities: 50 };
const maxLength = 160;

/** The report for a page that renders the Markdown of GitHub. Nothing of the image means anything in it. */
export function renderMarkdown(report: Report, files: readonly BigFile[], warnings: readonly string[]): string {
  const lines = [
    `## ${code(report.image.reference)}`,
    '',
    ...facts(report),
    '',
    ...markdownSection('Layers', layerTable(report)),
    ...markdownSection('Reclaimable', wasteTable(report)),
    ...markdownSection('Findings', findingTable(report)),
    ...markdownSection('Vulnerabilities', vulnerabilityTable(report)),
    ...markdownSection(
      'Warnings',
      warnings.map((warning) => `- ${escapeMarkdown(clip(warning))}`),
    ),
    ...markdownDetails('Directories', directoryTable(report)),
    ...markdownDetails('Largest files', fileTable(files)),
    ...markdownDetails(`Packages (${formatCount(report.packages.length)})`, packageTable(report)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function clip(text: string): string {
  return cutEnd(text, maxLength, '…');
}

function code(text: string): string {
  return text === '' ? '' : markdownCode(clip(text));
}

/** `<1 %` begins no tag. */
function shareOf(part: number, whole: number): string {
  return escapeMarkdown(formatShare(part, whole));
}

function more(rest: number, noun: string): readonly string[] {
  return rest > 0 ? ['', `… and ${formatCounted(rest, `more ${noun}`)}`] : [];
}

function facts({ image, layers, waste }: Report): readonly string[] {
  const { config } = image;
  const command = [...config.entrypoint, ...config.cmd].map(quoteShell).join(' ');
  const reclaimable = `${formatBytes(waste.reclaimableBytes)} (${shareOf(waste.reclaimableBytes, image.sizeBytes)})`;
  const rows: readonly (readonly [string, string])[] = [
    ['size', formatBytes(image.sizeBytes)],
    ['compressed', image.compressedBytes === null ? '' : formatBytes(image.compressedBytes)],
    ['reclaimable', reclaimable],
    ['layers', formatCount(layers.length)],
    ['entries', formatCount(image.entryCount)],
    ['platform', escapeMarkdown(formatPlatform(image.platform))],
    ['id', code(image.imageId)],
    ['runs', code(command)],
    ['user', config.user === '' ? `${defaultUser(image.platform)} (none is set)` : code(config.user)],
  ];
  return markdownTable(
    [
      ['image', 'left'],
      ['', 'left'],
    ],
    rows.filter(([, value]) => value !== ''),
  );
}

function layerTable({ image, layers }: Report): readonly string[] {
  const rows = layers.map(({ index, sizeBytes, reclaimableBytes, entryCount, createdBy }) => [
    String(index),
    formatBytes(sizeBytes),
    shareOf(sizeBytes, image.sizeBytes),
    reclaimableBytes === 0 ? '' : formatBytes(reclaimableBytes),
    formatCount(entryCount),
    code(formatInstruction(createdBy)),
  ]);
  return markdownTable(
    [
      ['layer', 'right'],
      ['size', 'right'],
      ['share', 'right'],
      ['reclaimable', 'right'],
      ['entries', 'right'],
      ['instruction', 'left'],
    ],
    rows,
  );
}

function wasteTable({ waste }: Report): readonly string[] {
  const groups = wasteGroups(waste.items);
  const row = ({ bytes, cause, shippedBy, hiddenBy, items, instruction, remedy }: WasteGroup): readonly string[] => [
    formatBytes(bytes),
    cause,
    cause === 'duplicate-entry' ? String(hiddenBy) : `${shippedBy.join(', ')} → ${hiddenBy}`,
    items.length === 1 ? code(items[0]!.path) : formatCounted(items.length, 'path'),
    code(instruction),
    escapeMarkdown(clip(remedy)),
  ];
  const rows = groups.slice(0, maxRows.waste).map(row);
  const table = markdownTable(
    [
      ['bytes', 'right'],
      ['cause', 'left'],
      ['layers', 'left'],
      ['what', 'left'],
      ['instruction', 'left'],
      ['remedy', 'left'],
    ],
    rows,
  );
  return [...table, ...more(groups.length - rows.length, 'case')];
}

function findingTable({ findings, outcomes }: Report): readonly string[] {
  const rows = findings
    .slice(0, maxRows.findings)
    .map(({ severity, summary, bytes, origin, remedy }) => [
      severity,
      escapeMarkdown(clip(summary)),
      bytes === 0 ? '' : formatBytes(bytes),
      origin.kind === 'unknown' ? '' : `${origin.kind}${origin.guessed ? ' (guessed)' : ''}`,
      escapeMarkdown(clip(remedy.text)),
    ]);
  const troubled = outcomes
    .filter(({ status }) => status !== 'ok')
    .map(({ analyzer, error, unreadable }) => {
      const why = error === undefined ? `could not read ${formatCounted(unreadable.length, 'file')}` : `failed: ${clip(error)}`;
      return ['not known', escapeMarkdown(`${analyzer} ${why}`), '', '', ''];
    });
  const table = markdownTable(
    [
      ['severity', 'left'],
      ['finding', 'left'],
      ['bytes', 'right'],
      ['origin', 'left'],
      ['remedy', 'left'],
    ],
    [...rows, ...troubled],
  );
  return [...table, ...more(findings.length - rows.length, 'finding')];
}

function vulnerabilityTable({ vulnerabilities }: Report): readonly string[] {
  const items = vulnerabilities?.items ?? [];
  const rows = items
    .slice(0, maxRows.vulnerabilities)
    .map(({ id, severity, name, version, fixedVersion }) => [severity, code(id), code(`${name} ${version}`), code(fixedVersion ?? '')]);
  const table = markdownTable(
    [
      ['severity', 'left'],
      ['vulnerability', 'left'],
      ['package', 'left'],
      ['fixed in', 'left'],
    ],
    rows,
  );
  return [...table, ...more(items.length - rows.length, 'vulnerability')];
}

function directoryTable({ directories, image }: Report): readonly string[] {
  const rows = directories
    .slice(0, maxRows.directories)
    .map(({ path, sizeBytes, entryCount }) => [
      formatBytes(sizeBytes),
      shareOf(sizeBytes, image.sizeBytes),
      formatCount(entryCount),
      code(path),
    ]);
  return markdownTable(
    [
      ['size', 'right'],
      ['share', 'right'],
      ['entries', 'right'],
      ['directory', 'left'],
    ],
    rows,
  );
}

function fileTable(files: readonly BigFile[]): readonly string[] {
  return markdownTable(
    [
      ['size', 'right'],
      ['layer', 'right'],
      ['file', 'left'],
    ],
    files.map(({ sizeBytes, layer, path }) => [formatBytes(sizeBytes), String(layer), code(path)]),
  );
}

function packageTable({ packages }: Report): readonly string[] {
  const largest = packages.toSorted((a, b) => b.bytes - a.bytes).slice(0, maxRows.packages);
  const table = markdownTable(
    [
      ['size', 'right'],
      ['package', 'left'],
      ['version', 'left'],
      ['layer', 'right'],
    ],
    largest.map(({ type, name, version, bytes, layer }) => [formatBytes(bytes), code(`${type}/${name}`), code(version), String(layer)]),
  );
  return [...table, ...more(packages.length - largest.length, 'package')];
}
