import { escapeTerminal } from '../../report/escape-terminal.ts';
import { cutEnd } from '../../report/fit-text.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, type Span, span, untrusted } from '../paint/span.ts';
import type { Loading, LoadingLayer } from '../session.ts';
import { instructionSpans } from './layers-pane.ts';
import { sizeBar } from './size-bar.ts';

/** A line for each layer, with what was read of it, and one for all. */
export function loadingLines(loading: Loading, rows: number, columns: number, look: Look): readonly Line[] {
  const { layers, isReading, seconds, reference } = loading;
  const { ellipsis } = look.signs;
  const title = line(span('Reading '), untrusted(cutEnd(escapeTerminal(reference), columns - 12, ellipsis), 'title'));
  if (layers === null) return [title, line(), ...openingLines(loading, columns, look)];
  const room = Math.max(1, rows - 4);
  const firstInWork = Math.max(0, layers.findIndex((layer) => !isDone(layer)) - 2);
  const top = Math.max(0, Math.min(firstInWork, layers.length - room));
  const shown = layers.slice(top, top + room).map((layer) => line(...layerSpans(layer, isReading, columns, look)));
  return [title, line(), ...shown, line(), totalLine(layers, isReading, seconds, look)];
}

function openingLines({ arrived, seconds }: Loading, columns: number, look: Look): readonly Line[] {
  const { ellipsis } = look.signs;
  if (arrived === null) return [line(span(`opening the image${ellipsis} ${Math.floor(seconds)} s`, 'faint'))];
  const expected = arrived.expectedBytes ?? 0;
  const amount = `${formatBytes(arrived.bytes)}${expected > 0 ? ` of about ${formatBytes(expected)}` : ''} from the engine`;
  const bar = expected > 0 ? sizeBar(Math.min(arrived.bytes, expected), 0, expected, barColumns(columns), look, 'accent') : [];
  return [line(...bar, span(` ${amount}${ellipsis} ${Math.floor(seconds)} s`, 'faint'))];
}

function isDone({ isCached, readBytes, storedBytes }: LoadingLayer): boolean {
  return isCached || (storedBytes > 0 && readBytes >= storedBytes);
}

function barColumns(columns: number): number {
  return columns < 100 ? 10 : 24;
}

function layerSpans(layer: LoadingLayer, isReading: boolean, columns: number, look: Look): readonly Span[] {
  const { index, instruction, isCached, readBytes, storedBytes } = layer;
  const status = isCached ? 'cached' : isDone(layer) ? 'read' : readBytes > 0 ? 'reading' : 'waiting';
  const amount = storedBytes === 0 ? formatBytes(readBytes) : `${formatBytes(readBytes)} of ${formatBytes(storedBytes)}`;
  const [part, whole] = isCached ? [1, 1] : [readBytes, Math.max(storedBytes, readBytes, 1)];
  const width = barColumns(columns);
  const bar = isReading ? sizeBar(part, 0, whole, width, look, isCached ? 'faint' : 'accent') : [span(' '.repeat(width))];
  return [
    span(`${String(index).padStart(3)}  `, 'heading'),
    ...bar,
    span(` ${(isReading ? status : '').padEnd(8)}`, isDone(layer) ? 'good' : 'faint'),
    span((isReading && !isCached ? amount : '').padStart(20), 'faint'),
    ...(columns < 56 ? [] : [span(rateText(layer).padStart(12))]),
    ...(columns < 66 ? [] : [span(leftText(layer).padStart(10), 'faint')]),
    span('  '),
    ...instructionSpans(instruction),
  ];
}

/** Of a layer that is being read. */
function rateText(layer: LoadingLayer): string {
  const rate = rateOf(layer);
  return rate === 0 ? '' : `${formatBytes(Math.round(rate))}/s`;
}

function leftText(layer: LoadingLayer): string {
  const rate = rateOf(layer);
  return rate === 0 || layer.storedBytes === 0 ? '' : `${Math.ceil((layer.storedBytes - layer.readBytes) / rate)} s left`;
}

/** Bytes in a second; 0 where there is none to tell. */
function rateOf(layer: LoadingLayer): number {
  return isDone(layer) || layer.seconds <= 0 ? 0 : layer.readBytes / layer.seconds;
}

function totalLine(layers: readonly LoadingLayer[], isReading: boolean, seconds: number, { signs }: Look): Line {
  if (!isReading) return line(span(`${layers.length} layers`, 'faint'));
  const missing = layers.filter(({ isCached }) => !isCached);
  const read = missing.reduce((sum, { readBytes }) => sum + readBytes, 0);
  const all = missing.reduce((sum, { storedBytes }) => sum + storedBytes, 0);
  if (missing.every(isDone)) return line(span(`all layers read; putting them on top of each other${signs.ellipsis}`, 'faint'));
  const rate = seconds > 0 ? read / seconds : 0;
  const left = rate > 0 && all > read ? ` ${signs.dot} ${Math.ceil((all - read) / rate)} s left` : '';
  return line(
    span(`${formatBytes(read)}${all > 0 ? ` of ${formatBytes(all)}` : ''} ${signs.dot} ${formatBytes(Math.round(rate))}/s${left}`, 'plain'),
  );
}
