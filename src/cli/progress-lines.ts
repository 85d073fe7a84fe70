import type { IndexProgress } from '../layer/index-layers.ts';
import type { Arrival } from '../model/image.ts';
import { bar } from '../report/bar.ts';
import { cutEnd } from '../report/fit-text.ts';
import { formatBytes } from '../report/format-bytes.ts';
import { formatCounted } from '../report/format-count.ts';
import type { TextStyle } from '../report/text-style.ts';

type Arriving = Pick<Arrival, 'from' | 'arrivedBytes' | 'expectedBytes'>;

/** `storedBytes` is 0 where nobody knows. */
type Reading = { readonly layer: number; readonly storedBytes: number; readonly readBytes: number; readonly isCached: boolean };

const maxLayerLines = 12;
const barColumns = 20;
/** Of a line without its bar. */
const textColumns = 32;

/**
 * A line for each layer that is being read, then one for all: bytes, rate, time left. None is wider than the style's width. Of an
 * image that comes as a whole there is only the last.
 * @param progress null while the image is being opened
 * @param rows of the terminal that may be used
 */
export function progressLines(
  progress: IndexProgress | Arriving | null,
  seconds: number,
  rows: number,
  style: TextStyle,
): readonly string[] {
  const { ellipsis } = style.signs;
  if (progress === null) return [cutEnd(`opening the image${ellipsis} ${Math.floor(seconds)} s`, style.width, ellipsis)];
  if ('arrivedBytes' in progress) return [cutEnd(arrivalLine(progress, seconds), style.width, ellipsis)];
  const layers = readings(progress);
  const room = style.width < textColumns ? 0 : Math.max(0, Math.min(maxLayerLines, rows - 1));
  return [...chosen(layers, room).map((reading) => layerLine(reading, style)), cutEnd(totalLine(layers, seconds), style.width, ellipsis)];
}

function readings({ layers, readBytes }: IndexProgress): readonly Reading[] {
  let missing = 0;
  return layers.map(({ layer, storedBytes, isCached }) => ({
    layer: layer.index,
    storedBytes,
    readBytes: isCached ? storedBytes : Math.min(storedBytes || Number.POSITIVE_INFINITY, readBytes[missing++] ?? 0),
    isCached,
  }));
}

/** All where there is room, otherwise those that are in work, then those to come. */
function chosen(layers: readonly Reading[], room: number): readonly Reading[] {
  if (layers.length <= room) return layers;
  const isWaiting = ({ readBytes, isCached }: Reading): boolean => !isCached && readBytes === 0;
  const inWork = layers.filter(({ readBytes, storedBytes, isCached }) => !isCached && readBytes > 0 && readBytes !== storedBytes);
  return [...inWork, ...layers.filter(isWaiting)].slice(0, room).sort((a, b) => a.layer - b.layer);
}

function layerLine({ layer, storedBytes, readBytes, isCached }: Reading, style: TextStyle): string {
  const name = `layer ${layer}`.padEnd(9);
  if (isCached) return `${name}${style.paint('faint', 'cached')}`;
  if (readBytes === 0) return `${name}${style.paint('faint', 'waiting')}`;
  if (storedBytes === 0) return `${name}${formatBytes(readBytes)}`;
  const columns = Math.max(0, Math.min(barColumns, style.width - textColumns));
  return `${name}${bar(readBytes, 0, Math.max(1, storedBytes), columns, style)} ${formatBytes(readBytes).padStart(8)} of ${formatBytes(storedBytes)}`;
}

function totalLine(layers: readonly Reading[], seconds: number): string {
  const missing = layers.filter(({ isCached }) => !isCached);
  const read = sum(missing.map(({ readBytes }) => readBytes));
  const all = sum(missing.map(({ storedBytes }) => storedBytes));
  if (missing.some(({ storedBytes }) => storedBytes === 0)) return paceText(read, null, seconds);
  if (read >= all) return `${formatCounted(layers.length, 'layer')} read`;
  return paceText(read, all, seconds);
}

/** What an engine sends may be more than it said. */
function arrivalLine({ from, arrivedBytes, expectedBytes }: Arriving, seconds: number): string {
  const bytes = arrivedBytes();
  if (bytes === 0) return `waiting for the ${from}${from === 'engine' ? ' to save the image' : ''}, ${formatSeconds(seconds)}`;
  return `from the ${from}: ${paceText(bytes, expectedBytes !== null && bytes < expectedBytes ? expectedBytes : null, seconds)}`;
}

function paceText(bytes: number, ofBytes: number | null, seconds: number): string {
  const rate = seconds > 0 ? bytes / seconds : 0;
  const pace = `${formatBytes(Math.round(rate))}/s`;
  if (ofBytes === null) return `${formatBytes(bytes)}, ${pace}`;
  return `${formatBytes(bytes)} of ${formatBytes(ofBytes)}, ${pace}${rate > 0 ? `, ${formatSeconds((ofBytes - bytes) / rate)} left` : ''}`;
}

/** `8 s`, `2 min 5 s`. */
function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
