import { graphemes, graphemeWidth } from '../../report/display-width.ts';
import { shownText } from './shown-text.ts';

/** Lines as rows of a screen: a line that is longer than a row goes on in the next. */
export type WrappedLines = {
  readonly texts: readonly string[];
  readonly rowCount: number;
  /** By row: the line, and where the row begins in the line as it is shown. */
  readonly lines: Uint32Array;
  readonly starts: Uint32Array;
  /** By line, of those that take several rows: as they are shown. */
  readonly long: ReadonlyMap<number, string>;
};

const plain = /^[ -~]*$/;

/** @param columns of a row; null: each line is one row, however long */
export function wrapLines(texts: readonly string[], columns: number | null): WrappedLines {
  const lines: number[] = [];
  const starts: number[] = [];
  const long = new Map<number, string>();
  for (const [line, text] of texts.entries()) {
    const breaks = columns === null || (text.length <= columns && plain.test(text)) ? [0] : rowStarts(shownText(text), columns);
    if (breaks.length > 1) long.set(line, shownText(text));
    for (const start of breaks) {
      lines.push(line);
      starts.push(start);
    }
  }
  return { texts, rowCount: lines.length, lines: Uint32Array.from(lines), starts: Uint32Array.from(starts), long };
}

function rowStarts(shown: string, columns: number): readonly number[] {
  const starts = [0];
  if (plain.test(shown)) {
    for (let at = columns; at < shown.length; at += columns) starts.push(at);
    return starts;
  }
  let at = 0;
  let taken = 0;
  for (const sign of graphemes(shown)) {
    const width = graphemeWidth(sign);
    if (taken + width > columns && taken > 0) {
      starts.push(at);
      taken = 0;
    }
    at += sign.length;
    taken += width;
  }
  return starts;
}

export type RowText = { readonly shown: string; readonly start: number; readonly end: number };

/**
 * A line as it is shown, and the part of it that a row has.
 * @param maxLength of what is looked at of a line that is one row
 */
export function rowText({ texts, lines, starts, long }: WrappedLines, row: number, maxLength = Number.POSITIVE_INFINITY): RowText {
  const line = lines[row]!;
  const shown = long.get(line) ?? shownText(texts[line]!.slice(0, maxLength));
  return { shown, start: starts[row]!, end: lines[row + 1] === line ? starts[row + 1]! : shown.length };
}

/** Whether a row is the first of its line. */
export function isFirstRow({ starts }: WrappedLines, row: number): boolean {
  return starts[row] === 0;
}

/** The first row of a line, or of what is nearest to it. */
export function rowOfLine({ lines, rowCount }: WrappedLines, line: number): number {
  let [low, high] = [0, rowCount];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]! < line) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, Math.min(low, rowCount - 1));
}
