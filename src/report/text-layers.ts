import { formatInstruction } from '../model/instruction.ts';
import type { Report, ReportLayer } from '../model/report.ts';
import { bar } from './bar.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCount } from './format-count.ts';
import { formatShare } from './format-share.ts';
import type { TextStyle } from './text-style.ts';

type Columns = { readonly bar: number; readonly share: number; readonly entries: number };

const wasteColumns = 9;

/** A line for each layer, the base first; the bar is its share of the largest, its end what no container sees. */
export function textLayers({ image, layers }: Report, style: TextStyle): readonly string[] {
  const { paint, signs, width } = style;
  if (layers.length === 0) return [];
  const columns = columnsFor(width);
  const largest = Math.max(1, ...layers.map(({ sizeBytes }) => sizeBytes));
  const head = `   #      size${'share'.padStart(columns.share).slice(0, columns.share)}  ${' '.repeat(columns.bar)}${signs.wasteCell.padStart(wasteColumns)}`;
  return [
    paint('heading', 'Layers') + paint('faint', ` (${signs.wasteCell} reclaimable: shipped, and seen by no container)`),
    paint('faint', `${head}${'entries'.padStart(columns.entries).slice(0, columns.entries)}  instruction`),
    ...layers.map((layer) => layerLine(layer, image.sizeBytes, largest, columns, style)),
  ];
}

function columnsFor(width: number): Columns {
  if (width < 72) return { bar: 10, share: 0, entries: 0 };
  return { bar: width < 90 ? 10 : width < 110 ? 15 : width < 140 ? 20 : 30, share: 6, entries: 9 };
}

function layerLine(layer: ReportLayer, imageBytes: number, largest: number, columns: Columns, style: TextStyle): string {
  const { paint, signs, width } = style;
  const { reclaimableBytes, sizeBytes } = layer;
  const share = columns.share === 0 ? '' : formatShare(sizeBytes, imageBytes).padStart(columns.share);
  const before = `${String(layer.index).padStart(4)} ${formatBytes(sizeBytes).padStart(9)}${share}  `;
  const waste = paint(
    reclaimableBytes === 0 ? 'faint' : 'waste',
    (reclaimableBytes === 0 ? '-' : formatBytes(reclaimableBytes)).padStart(wasteColumns),
  );
  const entries = columns.entries === 0 ? '' : formatCount(layer.entryCount).padStart(columns.entries);
  const left = width - before.length - columns.bar - wasteColumns - columns.entries - 2;
  const instruction = cutEnd(escapeTerminal(formatInstruction(layer.createdBy)), left, signs.ellipsis);
  return `${before}${bar(sizeBytes, reclaimableBytes, largest, columns.bar, style)}${waste}${entries}  ${instruction}`.trimEnd();
}
