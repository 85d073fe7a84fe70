import { formatInstruction } from '../../model/instruction.ts';
import type { ReportLayer } from '../../model/report.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatShare } from '../../report/format-share.ts';
import type { Look } from '../paint/look.ts';
import { type Line, type Span, span, untrusted } from '../paint/span.ts';
import { innerRows, type PaneSize } from '../state/layout.ts';
import type { Ready } from '../state/state.ts';
import { type Pane, paneFrame } from './pane.ts';
import { sizeBar } from './size-bar.ts';

/** Columns of what there is room for; 0 leaves it out. */
type Columns = { readonly bar: number; readonly share: number; readonly compressed: number; readonly waste: number };

/** A line for each layer, the base first; the bar is its share of the largest, its end what no container sees. */
export function layersPane(ready: Ready, size: PaneSize, look: Look): Pane {
  const { explore, focus, session } = ready;
  const { layers, image } = session.report;
  const columns = columnsFor(size.columns - paneFrame, layers);
  const shown = innerRows(size, 1);
  const largest = Math.max(1, ...layers.map(({ sizeBytes }) => sizeBytes));
  const lines = layers.slice(explore.layerTop, explore.layerTop + shown).map((layer) => {
    const isCurrent = layer.index === explore.layer;
    const line = { spans: layerSpans(layer, image.sizeBytes, largest, columns, look) };
    return isCurrent ? { ...line, ...(focus === 'layers' ? { isSelected: true } : { isDimmed: true }) } : line;
  });
  return {
    title: 'Layers',
    note: [span(`${explore.mode === 'changes' ? 'changes of each' : 'all since the base'}`, 'faint')],
    lines: [headings(columns), ...lines],
    isFocused: focus === 'layers',
    scroll: { top: explore.layerTop, count: layers.length },
    headings: 1,
  };
}

function columnsFor(width: number, layers: readonly ReportLayer[]): Columns {
  const isCompressed = layers.some(({ compressedBytes }) => compressedBytes !== null);
  return {
    bar: width < 46 ? 6 : width < 70 ? 8 : 14,
    share: width < 50 ? 0 : 6,
    compressed: isCompressed && width >= 60 ? 9 : 0,
    waste: width < 40 ? 0 : 9,
  };
}

function headings(columns: Columns): Line {
  const text = `   #${'size'.padStart(10)}${right('stored', columns.compressed)}${right('share', columns.share)} ${' '.repeat(columns.bar)}${right('wasted', columns.waste)}  instruction`;
  return { spans: [span(text, 'faint')] };
}

function layerSpans(layer: ReportLayer, imageBytes: number, largest: number, columns: Columns, look: Look): readonly Span[] {
  const { index, sizeBytes, compressedBytes, reclaimableBytes, origin, createdBy } = layer;
  const isBase = origin.kind === 'base';
  return [
    span(`${isBase ? 'b' : ' '}`, 'special'),
    span(String(index).padStart(3), isBase ? 'faint' : 'heading'),
    span(formatBytes(sizeBytes).padStart(10)),
    span(right(compressedBytes === null ? '-' : formatBytes(compressedBytes), columns.compressed), 'faint'),
    span(`${right(formatShare(sizeBytes, imageBytes), columns.share)} `, 'faint'),
    ...sizeBar(sizeBytes, reclaimableBytes, largest, columns.bar, look, isBase ? 'faint' : 'accent'),
    span(right(reclaimableBytes === 0 ? '-' : formatBytes(reclaimableBytes), columns.waste), reclaimableBytes === 0 ? 'faint' : 'waste'),
    span('  '),
    ...instructionSpans(formatInstruction(createdBy)),
  ];
}

/** The keyword in a colour of its own. */
export function instructionSpans(instruction: string): readonly Span[] {
  const [, keyword = '', rest = instruction] = /^([A-Z]{2,12})( .*|)$/s.exec(instruction) ?? [];
  return [untrusted(keyword, 'keyword'), untrusted(rest)];
}

function right(text: string, columns: number): string {
  return columns === 0 ? '' : text.padStart(columns);
}
