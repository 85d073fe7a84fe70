import { displayWidth, graphemes, graphemeWidth } from './display-width.ts';

/** No more than this is ever measured, as an image may call itself anything, and be it a megabyte of accents. */
const maxLength = 4_096;

/** Text of exactly `columns`, on the left. */
export function padRight(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

/** Text of exactly `columns`, on the right. */
export function padLeft(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - displayWidth(text))) + text;
}

/** At most `columns`, the end cut off where it is longer. */
export function cutEnd(text: string, columns: number, mark: string): string {
  const start = text.slice(0, maxLength);
  if (start.length === text.length && displayWidth(text) <= columns) return text;
  return take(graphemes(start), columns - displayWidth(mark)) + mark;
}

/** At most `columns`, the middle cut out where it is longer: of a path both ends say more. */
export function cutMiddle(text: string, columns: number, mark: string): string {
  if (text.length <= maxLength && displayWidth(text) <= columns) return text;
  const left = Math.max(0, columns - displayWidth(mark));
  const end = takeLast(text.slice(-maxLength), Math.ceil((left * 2) / 3));
  return take(graphemes(text.slice(0, maxLength)), left - displayWidth(end)) + mark + end;
}

/** Words over lines of at most `columns`; one longer than a line is cut, and so is a text of more than `maxLength`. */
export function wrapWords(text: string, columns: number, mark: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.slice(0, maxLength).split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= columns) line = joined;
    else {
      if (line !== '') lines.push(line);
      line = cutEnd(word, columns, mark);
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function take(signs: Iterable<string>, columns: number): string {
  let text = '';
  let taken = 0;
  for (const sign of signs) {
    taken += graphemeWidth(sign);
    if (taken > columns) break;
    text += sign;
  }
  return text;
}

function takeLast(text: string, columns: number): string {
  const signs = [...graphemes(text)];
  let taken = 0;
  let start = signs.length;
  while (start > 0) {
    taken += graphemeWidth(signs[start - 1]!);
    if (taken > columns) break;
    start -= 1;
  }
  return signs.slice(start).join('');
}
