import { escapeTerminal } from '../../report/escape-terminal.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, type Span, span, spread } from '../paint/span.ts';
import { innerRows, type PaneSize } from '../state/layout.ts';
import type { PaletteItem } from '../state/palette.ts';
import { keyLabel } from './key-label.ts';
import { type Pane, paneFrame } from './pane.ts';

/** What can be done, by what it is called. */
export function palettePane(text: string, cursor: number, items: readonly PaletteItem[], size: PaneSize, look: Look): Pane {
  const shown = innerRows(size, 1);
  const top = windowTop(cursor, shown, items.length);
  const rows = items.slice(top, top + shown).map((item, i): Line => {
    const left = [span(item.command.padEnd(20), 'accent'), span(item.text)];
    const right = [span('  '), span(item.keys.map(keyLabel).join(' '), 'key'), span(' ')];
    const spans = spread(left, right, size.columns - paneFrame + 1, look.signs.ellipsis);
    return top + i === cursor ? { spans, isSelected: true } : { spans };
  });
  return {
    title: 'Commands',
    lines: [line(...inputSpans(':', text, look)), ...(rows.length === 0 ? [line(span('nothing is called so', 'faint'))] : rows)],
    isFocused: true,
    scroll: { top, count: items.length },
    headings: 1,
  };
}

/** What is typed, with a cursor after it. */
export function inputSpans(prompt: string, text: string, { signs }: Look): readonly Span[] {
  return [span(`${prompt} `, 'key'), span(escapeTerminal(text), 'title'), span(signs.cursor, 'accent')];
}

/** The first item to show of a list that keeps no scroll position, so that the cursor is in the middle. */
export function windowTop(cursor: number, shown: number, count: number): number {
  return Math.max(0, Math.min(cursor - Math.floor(shown / 2), count - shown));
}
