import { type Line, type Span, span, untrusted } from '../paint/span.ts';
import { innerRows, type PaneSize } from '../state/layout.ts';
import type { ListState } from '../state/state.ts';
import type { Pane } from './pane.ts';

/** A list with a line of headings and a cursor; only rows that are seen are made. */
export function listPane<T>(
  title: string,
  list: ListState,
  items: readonly T[],
  size: PaneSize,
  { headings, empty, row }: { readonly headings: string; readonly empty: string; readonly row: (item: T) => readonly Span[] },
): Pane {
  const shown = items.slice(list.top, list.top + innerRows(size, 1));
  const lines: Line[] = shown.map((item, i) => {
    const line = { spans: row(item) };
    return list.top + i === list.cursor ? { ...line, isSelected: true } : line;
  });
  if (lines.length === 0) lines.push({ spans: [span(list.filter === '' ? empty : 'nothing fits the filter', 'faint')] });
  return {
    title,
    note: list.filter === '' ? [] : [span('filter ', 'faint'), untrusted(list.filter.slice(0, 30), 'match')],
    lines: [{ spans: [span(headings, 'faint')] }, ...lines],
    isFocused: true,
    scroll: { top: list.top, count: items.length },
    headings: 1,
  };
}
