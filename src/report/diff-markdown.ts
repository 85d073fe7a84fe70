import type { DiffedImage, FileChange, ImageDiff, PackageChange } from '../model/image-diff.ts';
import { formatPlatform } from '../model/platform.ts';
import { formatByteChange } from './diff-change.ts';
import {
  configName,
  configValues,
  fileChangeText,
  filesByWeight,
  landmarks,
  packagesByWeight,
  touchedText,
  versionsText,
} from './diff-rows.ts';
import { escapeMarkdown, markdownCode } from './escape-markdown.ts';
import { cutEnd } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCount, formatCounted } from './format-count.ts';
import { type MarkdownColumn, markdownDetails, markdownSection, markdownTable } from './markdown-table.ts';

const maxRows = { config: 50, packages: 50, directories: 20, files: 50 };
const maxLength = 160;

/** What differs, for a page that renders the Markdown of GitHub. */
export function renderDiffMarkdown(diff: ImageDiff): string {
  const lines = [
    `## ${code(diff.before.reference)} → ${code(diff.after.reference)}`,
    '',
    ...(diff.isSame ? ['Nothing differs: files, packages and configuration are the same.', ''] : []),
    ...figures(diff),
    '',
    ...markdownSection('Configuration', limited(configTable(diff), diff.config.length - maxRows.config, 'setting')),
    ...markdownSection('Packages', limited(packageTable(diff), diff.packages.length - maxRows.packages, 'package')),
    ...markdownSection('Directories', directoryTable(diff)),
    ...markdownDetails(`Files (${formatCount(diff.files.length)})`, limited(fileTable(diff), diff.files.length - maxRows.files, 'file')),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function code(text: string): string {
  return text === '' ? '' : markdownCode(cutEnd(text, maxLength, '…'));
}

function limited(table: readonly string[], rest: number, noun: string): readonly string[] {
  return rest > 0 ? [...table, '', `… and ${formatCounted(rest, `more ${noun}`)}`] : table;
}

function figures(diff: ImageDiff): readonly string[] {
  const { before, after, layers, pull } = diff;
  const bytes = (name: string, of: (image: DiffedImage) => number | null): readonly (readonly string[])[] => {
    const [old, fresh] = [of(before), of(after)];
    const show = (value: number | null): string => (value === null ? '' : formatBytes(value));
    return old === null && fresh === null
      ? []
      : [[name, show(old), show(fresh), old === null || fresh === null ? '' : formatByteChange(old, fresh)]];
  };
  const shared = layers.filter(({ sharedWith }) => sharedWith !== null).length;
  const compressed = pull.compressedBytes === null ? '' : `, ${formatBytes(pull.compressedBytes)} compressed`;
  const rows = [
    ...bytes('size', ({ sizeBytes }) => sizeBytes),
    ...bytes('compressed', ({ compressedBytes }) => compressedBytes),
    ...bytes('visible', ({ visibleBytes }) => visibleBytes),
    ['entries', formatCount(before.entryCount), formatCount(after.entryCount), ''],
    ['layers', formatCount(before.layerCount), formatCount(after.layerCount), `${shared} shared`],
    ['platform', escapeMarkdown(formatPlatform(before.platform)), escapeMarkdown(formatPlatform(after.platform)), ''],
    [
      'to pull',
      '',
      pull.layerCount === 0 ? 'nothing' : `${formatBytes(pull.sizeBytes)}${compressed}`,
      formatCounted(pull.layerCount, 'layer'),
    ],
    ['contents', '', '', touchedText(diff.total).replaceAll('~', '&#126;')],
  ];
  const head: readonly MarkdownColumn[] = [
    ['', 'left'],
    ['before', 'right'],
    ['after', 'right'],
    ['change', 'right'],
  ];
  return markdownTable(head, rows);
}

function configTable({ config }: ImageDiff): readonly string[] {
  const head: readonly MarkdownColumn[] = [
    ['setting', 'left'],
    ['change', 'left'],
  ];
  return markdownTable(
    head,
    config.slice(0, maxRows.config).map((change) => [code(configName(change)), code(configValues(change, '→'))]),
  );
}

function packageTable({ packages }: ImageDiff): readonly string[] {
  const row = (change: PackageChange): readonly string[] => [
    change.change,
    code(`${change.type}/${change.name}`),
    code(versionsText(change, '→')),
    formatByteChange(change.beforeBytes, change.afterBytes),
  ];
  const head: readonly MarkdownColumn[] = [
    ['', 'left'],
    ['package', 'left'],
    ['version', 'left'],
    ['size', 'right'],
  ];
  return markdownTable(head, packagesByWeight(packages).slice(0, maxRows.packages).map(row));
}

function directoryTable({ directories }: ImageDiff): readonly string[] {
  const head: readonly MarkdownColumn[] = [
    ['directory', 'left'],
    ['before', 'right'],
    ['after', 'right'],
    ['change', 'right'],
    ['paths', 'right'],
  ];
  const rows = landmarks(directories)
    .slice(0, maxRows.directories)
    .map(({ path, beforeBytes, afterBytes, changeCount }) => [
      code(path),
      formatBytes(beforeBytes),
      formatBytes(afterBytes),
      formatByteChange(beforeBytes, afterBytes),
      formatCount(changeCount),
    ]);
  return markdownTable(head, rows);
}

function fileTable({ files }: ImageDiff): readonly string[] {
  const row = (change: FileChange): readonly string[] => {
    const state = (change.after ?? change.before)!;
    return [
      change.change,
      state.kind === 'file' ? formatBytes(state.sizeBytes) : state.kind,
      code(change.path),
      code(fileChangeText(change, '→')),
    ];
  };
  const head: readonly MarkdownColumn[] = [
    ['', 'left'],
    ['size', 'right'],
    ['path', 'left'],
    ['what', 'left'],
  ];
  return markdownTable(head, filesByWeight(files).slice(0, maxRows.files).map(row));
}
