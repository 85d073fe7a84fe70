import type { Look } from '../paint/look.ts';
import { paintLine } from '../paint/paint-line.ts';
import type { Block } from '../paint/painting.ts';
import { cutSpans, type Line, line, type Span, span, spansWidth } from '../paint/span.ts';
import { textWidth } from '../paint/text-width.ts';
import type { PaneSize } from '../state/layout.ts';

export type Pane = {
  readonly title: string;
  /** At the right end of the upper border. */
  readonly note?: readonly Span[];
  readonly lines: readonly Line[];
  readonly isFocused: boolean;
  /** Where the lines are of all there are, for the mark on the right border. */
  readonly scroll?: { readonly top: number; readonly count: number };
  /** Lines that do not scroll. */
  readonly headings?: number;
};

/** Columns of the border and the blank inside it, on both sides. */
export const paneFrame = 4;
/** Columns; of less of a note nothing can be read. */
const leastNote = 7;

/** A pane of exactly its size, border and all. */
export function paintPane(pane: Pane, size: PaneSize, look: Look): Block {
  const { columns, rows } = size;
  const inner = Math.max(0, rows - 2);
  const painted = [paintLine({ spans: topBorder(pane, columns, look) }, columns, look)];
  const thumb = thumbRows(pane, inner);
  for (let row = 0; row < inner; row++) {
    const content = paintLine(padded(pane.lines[row] ?? line()), Math.max(0, columns - 2), look);
    painted.push(side(pane, false, look) + content + side(pane, thumb !== null && row >= thumb.start && row < thumb.end, look));
  }
  if (rows > 1) painted.push(paintLine(line(span(bottomBorder(columns, look), borderTone(pane))), columns, look));
  return { columns, rows: painted };
}

function padded({ spans, ...rest }: Line): Line {
  return { spans: [span(' '), ...spans], ...rest };
}

function borderTone({ isFocused }: Pane): 'focus' | 'border' {
  return isFocused ? 'focus' : 'border';
}

function topBorder(pane: Pane, columns: number, { signs }: Look): readonly Span[] {
  const tone = borderTone(pane);
  const room = Math.max(0, columns - 6);
  const title = cutSpans([span(pane.title, pane.isFocused ? 'title' : 'heading')], room, signs.ellipsis);
  const titleWidth = spansWidth(title);
  const noteRoom = room - titleWidth - 4;
  const note = noteRoom < leastNote ? [] : cutSpans(pane.note ?? [], noteRoom, signs.ellipsis);
  const noteWidth = spansWidth(note);
  const fill = columns - 5 - titleWidth - (noteWidth === 0 ? 0 : noteWidth + 3);
  return [
    span(`${signs.topLeft}${signs.horizontal} `, tone),
    ...title,
    span(` ${signs.horizontal.repeat(Math.max(0, fill))}`, tone),
    ...(noteWidth === 0 ? [] : [span(' '), ...note, span(` ${signs.horizontal}`, tone)]),
    span(signs.topRight, tone),
  ];
}

function bottomBorder(columns: number, { signs }: Look): string {
  return signs.bottomLeft + signs.horizontal.repeat(Math.max(0, columns - 2)) + signs.bottomRight;
}

function side(pane: Pane, isThumb: boolean, look: Look): string {
  const { signs } = look;
  const sign = isThumb ? signs.thumb : signs.vertical;
  return paintLine(line(span(sign, isThumb ? 'accent' : borderTone(pane))), textWidth(sign), look);
}

function thumbRows({ scroll, headings = 0 }: Pane, inner: number): { readonly start: number; readonly end: number } | null {
  const shown = inner - headings;
  if (scroll === undefined || scroll.count <= shown || shown < 2) return null;
  const length = Math.max(1, Math.round((shown * shown) / scroll.count));
  const start = headings + Math.round((scroll.top / (scroll.count - shown)) * (shown - length));
  return { start, end: start + length };
}
