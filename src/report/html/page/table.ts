import { formatBytes } from '../../format-bytes.ts';
import { formatCount } from '../../format-count.ts';
import type { ColumnKind, PageTable } from '../page-data.ts';
import { element } from './element.ts';
import { type Sorting, tableRows } from './table-rows.ts';

const pieceRows = 100;
/** Fewer are filtered by the eye. */
const leastFiltered = 8;

/** A section with a table that sorts by its headers and filters as one types. */
export function tableSection(table: PageTable): HTMLElement {
  const state = { filter: '', sorting: null as Sorting | null, shown: pieceRows };
  const body = element('tbody');
  const count = element('span', { class: 'count', role: 'status' });
  const more = element('button', { class: 'more', type: 'button' });
  const headers = table.columns.map(({ label, kind }, column) => {
    const button = element('button', { type: 'button' }, label);
    button.addEventListener('click', () => sortBy(column));
    return element('th', { scope: 'col', class: isNumber(kind) ? 'number' : null }, button);
  });

  const draw = (): void => {
    const rows = tableRows(table, state.filter, state.sorting);
    body.replaceChildren(...rows.slice(0, state.shown).map((row) => rowElement(table, row)));
    count.textContent =
      rows.length === table.rows.length ? formatCount(rows.length) : `${formatCount(rows.length)} of ${formatCount(table.rows.length)}`;
    more.hidden = rows.length <= state.shown;
    more.textContent = `Show ${formatCount(Math.min(pieceRows * 5, rows.length - state.shown))} more`;
  };
  const sortBy = (column: number): void => {
    const isSame = state.sorting?.column === column;
    const first = isNumber(table.columns[column]!.kind);
    state.sorting = { column, isDescending: isSame ? !state.sorting!.isDescending : first };
    for (const [i, header] of headers.entries()) {
      if (i === column) header.setAttribute('aria-sort', state.sorting.isDescending ? 'descending' : 'ascending');
      else header.removeAttribute('aria-sort');
    }
    draw();
  };
  more.addEventListener('click', () => {
    state.shown += pieceRows * 5;
    draw();
  });
  draw();
  return assemble(table, [headers, body, count, more], (text) => {
    state.filter = text;
    state.shown = pieceRows;
    draw();
  });
}

type Parts = readonly [headers: readonly HTMLElement[], body: HTMLElement, count: HTMLElement, more: HTMLElement];

function assemble(
  { id, title, note, rows }: PageTable,
  [headers, body, count, more]: Parts,
  onFilter: (text: string) => void,
): HTMLElement {
  const filter = element('input', { type: 'search', class: 'filter', placeholder: 'Filter', 'aria-label': `Filter ${title}` });
  filter.addEventListener('input', () => onFilter(filter.value));
  const grid = element('table', { 'aria-labelledby': `${id}-title` }, element('thead', {}, element('tr', {}, ...headers)), body);
  return element(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    element('h2', { id: `${id}-title` }, title),
    ...(note === '' ? [] : [element('p', { class: 'note' }, note)]),
    element('div', { class: 'bar' }, ...(rows.length < leastFiltered ? [] : [filter]), count),
    element('div', { class: 'scroll' }, grid),
    more,
  );
}

function isNumber(kind: ColumnKind): boolean {
  return kind === 'bytes' || kind === 'count';
}

function rowElement({ columns }: PageTable, row: PageTable['rows'][number]): HTMLElement {
  return element('tr', {}, ...row.map((cell, i) => cellElement(columns[i]!.kind, cell)));
}

function cellElement(kind: ColumnKind, cell: string | number | null): HTMLElement {
  switch (kind) {
    case 'bytes':
      return element('td', { class: 'number' }, typeof cell === 'number' ? formatBytes(cell) : '');
    case 'count':
      return element('td', { class: 'number' }, typeof cell === 'number' ? formatCount(cell) : '');
    case 'severity':
      return element('td', { class: `severity-${cell}` }, String(cell ?? ''));
    case 'code':
      return element('td', { class: 'code' }, element('bdi', {}, String(cell ?? '')));
    case 'text':
      return element('td', {}, String(cell ?? ''));
  }
}
