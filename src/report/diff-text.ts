import type { FileChange, ImageDiff } from '../model/image-diff.ts';
import { formatPlatform } from '../model/platform.ts';
import { formatByteChange } from './diff-change.ts';
import {
  configName,
  configValues,
  countFiles,
  fileChangeText,
  filesByWeight,
  landmarks,
  packagesByWeight,
  touchedText,
  versionsText,
} from './diff-rows.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd, cutMiddle, padRight } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCount, formatCounted } from './format-count.ts';
import type { Tone } from './paint.ts';
import type { TextStyle } from './text-style.ts';

const maxRows = { config: 30, packages: 30, directories: 15, files: 30 };
const nameColumns = 30;

/** What differs, for a person at a terminal, the most important first. */
export function renderDiffText(diff: ImageDiff, style: TextStyle): string {
  const sections = [
    head(diff, style),
    section(
      'Configuration',
      diff.config.map((change) => configLine(change, style)),
      maxRows.config,
      'setting',
      style,
    ),
    section('Packages', packageLines(diff, style), maxRows.packages, 'package', style),
    section('Directories', directoryLines(diff, style), maxRows.directories, 'directory', style),
    section(
      'Files',
      filesByWeight(diff.files).map((change) => fileLine(change, style)),
      maxRows.files,
      'file',
      style,
    ),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function head(diff: ImageDiff, style: TextStyle): readonly string[] {
  const { before, after } = diff;
  const { paint, signs, width } = style;
  const isPlatform = formatPlatform(before.platform) !== formatPlatform(after.platform);
  const title = (image: typeof before): string => `${image.reference}${isPlatform ? ` (${formatPlatform(image.platform)})` : ''}`;
  const compressed = (image: typeof before): string =>
    image.compressedBytes === null ? '' : ` ${signs.dot} ${formatBytes(image.compressedBytes)} compressed`;
  const size = (image: typeof before): string =>
    `${formatBytes(image.sizeBytes)}${compressed(image)} ${signs.dot} ${formatCounted(image.layerCount, 'layer')}`;
  const shared = diff.layers.filter(({ sharedWith }) => sharedWith !== null).length;
  const counts = countFiles(diff);
  const bytes = touchedText(diff.total);
  const facts: readonly (readonly [string, string])[] = [
    ['before', size(before)],
    ['after', `${size(after)} ${signs.dot} ${formatByteChange(before.sizeBytes, after.sizeBytes)}`],
    ['layers', `${shared} of ${after.layerCount} shared`],
    ['pull', pullText(diff, signs.dot)],
    [
      'paths',
      diff.files.length === 0
        ? 'no difference'
        : `${formatCount(counts.added)} added, ${formatCount(counts.removed)} removed, ${formatCount(counts.changed)} changed${bytes === '' ? '' : ` ${signs.dot} ${bytes}`}`,
    ],
  ];
  const verdict = diff.isSame ? [paint('good', '  nothing differs: files, packages and configuration are the same')] : [];
  return [
    paint('heading', cutEnd(escapeTerminal(`${title(before)} ${signs.arrow} ${title(after)}`), width, signs.ellipsis)),
    ...facts.map(([label, text]) => `  ${paint('faint', label.padEnd(11))}${cutEnd(text, width - 13, signs.ellipsis)}`),
    ...verdict,
  ];
}

export function pullText({ pull }: ImageDiff, dot: string): string {
  if (pull.layerCount === 0) return 'no layer, for who has the first';
  const compressed = pull.compressedBytes === null ? '' : ` ${dot} ${formatBytes(pull.compressedBytes)} compressed`;
  return `${formatCounted(pull.layerCount, 'layer')}, ${formatBytes(pull.sizeBytes)}${compressed}, for who has the first`;
}

function section(title: string, lines: readonly string[], most: number, noun: string, { paint }: TextStyle): readonly string[] {
  if (lines.length === 0) return [];
  const rest = lines.length - most;
  const more = rest > 0 ? [paint('faint', `    and ${formatCounted(rest, `more ${noun}`)}, in --format json`)] : [];
  return [paint('heading', title), ...lines.slice(0, most), ...more];
}

function configLine(change: ImageDiff['config'][number], { paint, signs, width }: TextStyle): string {
  const name = padRight(cutMiddle(escapeTerminal(configName(change)), nameColumns, signs.ellipsis), nameColumns);
  const sign = change.before === null ? '+' : change.after === null ? '-' : '~';
  return `  ${painted(sign, paint)} ${name} ${cutEnd(escapeTerminal(configValues(change, signs.arrow)), width - nameColumns - 5, signs.ellipsis)}`;
}

function packageLines({ packages, unpackaged }: ImageDiff, { paint, signs, width }: TextStyle): readonly string[] {
  const lines = packagesByWeight(packages).map((change) => {
    const sign = change.change === 'added' ? '+' : change.change === 'removed' ? '-' : '~';
    const name = padRight(cutMiddle(escapeTerminal(`${change.type}/${change.name}`), nameColumns, signs.ellipsis), nameColumns);
    const word = change.change === 'added' || change.change === 'removed' ? '' : ` (${change.change})`;
    const text = escapeTerminal(`${versionsText(change, signs.arrow)}${word}`);
    return `  ${painted(sign, paint)} ${formatByteChange(change.beforeBytes, change.afterBytes).padStart(9)}  ${name} ${cutEnd(text, width - nameColumns - 16, signs.ellipsis)}`;
  });
  const rest = touchedText(unpackaged);
  return lines.length === 0 || rest === '' ? lines : [paint('faint', `    files of no package: ${rest}`), ...lines];
}

function directoryLines({ directories }: ImageDiff, { signs, width }: TextStyle): readonly string[] {
  return landmarks(directories).map(({ path, beforeBytes, afterBytes, changeCount, ...bytes }) => {
    const text = `${touchedText(bytes)} ${signs.dot} ${formatCounted(changeCount, 'path')}`;
    const left = Math.max(10, width - text.length - 18);
    return `    ${formatByteChange(beforeBytes, afterBytes).padStart(9)}  ${cutMiddle(escapeTerminal(path), left, signs.ellipsis)}  ${text}`;
  });
}

function fileLine(change: FileChange, { paint, signs, width }: TextStyle): string {
  const { before, after, path } = change;
  const sign = before === null ? '+' : after === null ? '-' : '~';
  const size = (after ?? before)!.kind === 'file' ? formatBytes((after ?? before)!.sizeBytes) : (after ?? before)!.kind;
  const text = escapeTerminal(fileChangeText(change, signs.arrow));
  const left = width - 16;
  const shownPath = cutMiddle(escapeTerminal(path), text === '' ? left : Math.max(24, left - text.length - 2), signs.ellipsis);
  const shownText = text === '' ? '' : `  ${cutEnd(text, Math.max(20, left - 26), signs.ellipsis)}`;
  return `  ${painted(sign, paint)} ${size.padStart(9)}  ${shownPath}${paint('faint', shownText)}`.trimEnd();
}

const tones: Readonly<Record<string, Tone>> = { '+': 'good', '-': 'bad', '~': 'waste' };

function painted(sign: '+' | '-' | '~', paint: TextStyle['paint']): string {
  return paint(tones[sign]!, sign);
}
