import type { Report, WasteItem } from '../model/report.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd, cutMiddle, wrapWords } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCounted } from './format-count.ts';
import { formatShare } from './format-share.ts';
import type { TextStyle } from './text-style.ts';
import type { WasteGroup } from './waste-groups.ts';

const maxGroups = 5;
const maxPaths = 3;
const indent = ' '.repeat(16);

/** What is shipped and never seen, by the instruction that hides it, and what to change. */
export function textWaste({ image, waste }: Report, groups: readonly WasteGroup[], style: TextStyle): readonly string[] {
  const { paint } = style;
  if (waste.reclaimableBytes === 0) {
    return [`${paint('heading', 'Reclaimable')} ${paint('good', 'nothing: a container sees every byte that the layers ship')}`];
  }
  const compressed = waste.reclaimableCompressedBytes === null ? '' : `, about ${formatBytes(waste.reclaimableCompressedBytes)} compressed`;
  const title = `${formatBytes(waste.reclaimableBytes)}, ${formatShare(waste.reclaimableBytes, image.sizeBytes)} of the image${compressed}: shipped, and seen by no container`;
  const [first = '', ...others] = wrapWords(title, style.width - 12, style.signs.ellipsis);
  return [
    `${paint('heading', 'Reclaimable')} ${paint('waste', first)}`,
    ...others.map((line) => ' '.repeat(12) + paint('waste', line)),
    ...groups.slice(0, maxGroups).flatMap((group) => groupLines(group, style)),
    ...restLine(groups.slice(maxGroups), style),
  ];
}

function groupLines(group: WasteGroup, style: TextStyle): readonly string[] {
  const { paint, signs, width } = style;
  const { bytes, cause, instruction, items } = group;
  const left = width - indent.length;
  const head = [cause, layersText(group, signs), formatCounted(items.length, 'path')].join(` ${signs.dot} `);
  const more = items.length - maxPaths;
  return [
    `${paint('waste', formatBytes(bytes).padStart(14))}  ${cutEnd(head, left, signs.ellipsis)}`,
    ...(instruction === '' ? [] : [indent + paint('layer', cutEnd(escapeTerminal(instruction), left, signs.ellipsis))]),
    ...items.slice(0, maxPaths).map((item) => pathLine(item, items.length, style)),
    ...(more > 0 ? [`${indent}${paint('faint', `and ${formatCounted(more, 'more path')}`)}`] : []),
    ...remedyLines(group.remedy, style),
  ];
}

function remedyLines(remedy: string, { paint, signs, width }: TextStyle): readonly string[] {
  const margin = signs.arrow.length + 1;
  const [first = '', ...others] = wrapWords(escapeTerminal(remedy), width - indent.length - margin, signs.ellipsis);
  return [
    `${indent}${paint('good', `${signs.arrow} ${first}`)}`,
    ...others.map((line) => indent + ' '.repeat(margin) + paint('good', line)),
  ];
}

function pathLine({ path, bytes }: WasteItem, siblings: number, { signs, width }: TextStyle): string {
  const size = siblings === 1 ? '' : `  ${formatBytes(bytes)}`;
  return `${indent}${cutMiddle(escapeTerminal(path), width - indent.length - size.length, signs.ellipsis)}${size}`;
}

/** From those that ship the bytes to the one that hides them; only the ends where there are many. */
function layersText({ cause, shippedBy, hiddenBy }: WasteGroup, { arrow, ellipsis }: TextStyle['signs']): string {
  if (cause === 'duplicate-entry') return `layer ${hiddenBy}`;
  const list = shippedBy.length <= 4 ? shippedBy.join(', ') : `${shippedBy[0]}, ${shippedBy[1]}, ${ellipsis} ${shippedBy.at(-1)}`;
  return `layer${shippedBy.length === 1 ? '' : 's'} ${list} ${arrow} ${hiddenBy}`;
}

function restLine(rest: readonly WasteGroup[], { paint }: TextStyle): readonly string[] {
  if (rest.length === 0) return [];
  const bytes = rest.reduce((sum, group) => sum + group.bytes, 0);
  return [`${paint('waste', formatBytes(bytes).padStart(14))}  in ${formatCounted(rest.length, 'smaller case')}`];
}
