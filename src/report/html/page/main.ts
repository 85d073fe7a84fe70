import type { PageData } from '../page-data.ts';
import { element } from './element.ts';
import { TreeMap } from './map.ts';
import { tableSection } from './table.ts';
import { timelineSection } from './timeline.ts';

/** Written by `renderPage` into the same file. */
function readData(): PageData {
  return JSON.parse(document.getElementById('data')!.textContent) as PageData;
}

function show(data: PageData): void {
  const map = new TreeMap(data);
  const legend = data.modes.find(({ id }) => id === 'layer')?.legend ?? [];
  const texts = data.texts.map(({ title, text }, i) =>
    element(
      'section',
      { 'aria-labelledby': `text-${i}` },
      element('h2', { id: `text-${i}` }, title),
      element('div', { class: 'scroll' }, element('pre', { tabindex: '0' }, text)),
    ),
  );
  document
    .getElementById('main')!
    .replaceChildren(map.section, timelineSection(data.layers, legend), ...data.tables.map(tableSection), ...texts);
  map.draw();
  window.addEventListener('resize', map.draw);
}

show(readData());
