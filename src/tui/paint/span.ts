import { escapeTerminal } from '../../report/escape-terminal.ts';
import { cutEnd } from '../../report/fit-text.ts';
import { textWidth } from './text-width.ts';
import type { Tone } from './tone.ts';

/** Text in one colour. It is escaped already: what comes from an image goes through `untrusted`. */
export type Span = { readonly text: string; readonly tone: Tone };

/** One row of a pane; `isSelected` paints all of it in the colours of the cursor. */
export type Line = { readonly spans: readonly Span[]; readonly isSelected?: boolean; readonly isDimmed?: boolean };

export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone };
}

/** Text from an image. */
export function untrusted(text: string, tone: Tone = 'plain'): Span {
  return { text: escapeTerminal(text), tone };
}

export function line(...spans: readonly Span[]): Line {
  return { spans };
}

export function spansWidth(spans: readonly Span[]): number {
  let columns = 0;
  for (const { text } of spans) columns += textWidth(text);
  return columns;
}

/** At most `columns`; the end is cut off where it is longer. */
export function cutSpans(spans: readonly Span[], columns: number, mark: string): readonly Span[] {
  const kept: Span[] = [];
  let left = columns;
  for (const [i, { text, tone }] of spans.entries()) {
    const width = textWidth(text);
    const isLast = i === spans.length - 1;
    if (width < left || (width === left && isLast)) {
      kept.push({ text, tone });
      left -= width;
      continue;
    }
    const isRestEmpty = spans.slice(i + 1).every((rest) => rest.text === '');
    kept.push({ text: width === left && isRestEmpty ? text : cutEnd(`${text}${isRestEmpty ? '' : '  '}`, left, mark), tone });
    break;
  }
  return kept;
}

/** `left` at the left, `right` at the right, of exactly `columns`; the left one gives way. */
export function spread(left: readonly Span[], right: readonly Span[], columns: number, mark: string): readonly Span[] {
  const rightWidth = spansWidth(right);
  if (rightWidth >= columns) return cutSpans(right, columns, mark);
  const kept = cutSpans(left, columns - rightWidth, mark);
  return [...kept, span(' '.repeat(Math.max(0, columns - rightWidth - spansWidth(kept)))), ...right];
}
