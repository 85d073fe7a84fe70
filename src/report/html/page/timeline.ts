import { formatBytes } from '../../format-bytes.ts';
import { formatCount, formatCounted } from '../../format-count.ts';
import type { LegendEntry, PageLayer } from '../page-data.ts';
import { element, setHue } from './element.ts';

/** The layers in the order in which they were made: a strip with their sizes, and a table. */
export function timelineSection(layers: readonly PageLayer[], legend: readonly LegendEntry[]): HTMLElement {
  const total = layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const head = ['Layer', 'Size', 'Reclaimable', 'Entries', 'Created', 'Instruction'];
  const rows = layers.map((layer) => rowElement(layer, legend[layer.index]?.hue ?? null));
  const headers = head.map((label, i) => element('th', { scope: 'col', class: i > 0 && i < 4 ? 'number' : null }, label));
  return element(
    'section',
    { id: 'layers', 'aria-labelledby': 'layers-title' },
    element('h2', { id: 'layers-title' }, 'Layers'),
    element('p', { class: 'note' }, note(layers)),
    strip(layers, legend, total),
    element(
      'div',
      { class: 'scroll' },
      element(
        'table',
        { 'aria-labelledby': 'layers-title' },
        element('thead', {}, element('tr', {}, ...headers)),
        element('tbody', {}, ...rows),
      ),
    ),
  );
}

function note(layers: readonly PageLayer[]): string {
  const isWasteful = layers.some(({ reclaimableBytes }) => reclaimableBytes > 0);
  return `${formatCounted(layers.length, 'layer')}, the base first${isWasteful ? '; what no container sees is marked at the end of each' : ''}.`;
}

function strip(layers: readonly PageLayer[], legend: readonly LegendEntry[], total: number): HTMLElement {
  const made = element('div', { class: 'strip', 'aria-hidden': 'true' });
  for (const { index, sizeBytes, reclaimableBytes, instruction } of layers) {
    if (sizeBytes === 0) continue;
    const waste = element('i');
    waste.style.width = `${(100 * reclaimableBytes) / sizeBytes}%`;
    const part = element('span', { title: `layer ${index}: ${formatBytes(sizeBytes)}\n${instruction}` }, waste);
    part.style.flexGrow = String(sizeBytes / total);
    setHue(part, legend[index]?.hue ?? null);
    made.append(part);
  }
  return made;
}

function rowElement(layer: PageLayer, hue: number | null): HTMLElement {
  const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
  setHue(swatch, hue);
  swatch.style.display = 'inline-block';
  const number = (text: string): HTMLElement => element('td', { class: 'number' }, text);
  const note = layer.note === '' ? [] : [element('span', { class: 'tag' }, layer.note)];
  return element(
    'tr',
    {},
    element('td', { class: 'fixed' }, swatch, ` ${layer.index}`, ...note),
    number(formatBytes(layer.sizeBytes)),
    number(layer.reclaimableBytes === 0 ? '' : formatBytes(layer.reclaimableBytes)),
    number(formatCount(layer.entryCount)),
    element('td', { class: 'fixed' }, layer.created),
    element('td', { class: 'instruction' }, element('bdi', {}, layer.instruction)),
  );
}
