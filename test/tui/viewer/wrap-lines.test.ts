import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/report/display-width.ts';
import { isFirstRow, rowOfLine, rowText, wrapLines } from '../../../src/tui/viewer/wrap-lines.ts';

function rows(texts: readonly string[], columns: number | null): readonly string[] {
  const wrapped = wrapLines(texts, columns);
  return Array.from({ length: wrapped.rowCount }, (_, row) => {
    const { shown, start, end } = rowText(wrapped, row);
    return shown.slice(start, end);
  });
}

describe('wrapLines', () => {
  it('goes on in the next row where a line is longer', () => {
    expect(rows(['abcdef', '', 'gh', 'ijkl'], 4)).toEqual(['abcd', 'ef', '', 'gh', 'ijkl']);
    expect(rows(['abcdef'], null)).toEqual(['abcdef']);
    expect(rows([], 4)).toEqual([]);
  });

  it('counts columns, and cuts no sign', () => {
    expect(rows(['漢字漢字', 'e\u0301e\u0301e\u0301', '👩‍👩‍👧a👩‍👩‍👧'], 3)).toEqual([
      '漢',
      '字',
      '漢',
      '字',
      'e\u0301e\u0301e\u0301',
      '👩‍👩‍👧a',
      '👩‍👩‍👧',
    ]);
  });

  it('measures what is shown: blanks of tabs, and what stands for controls', () => {
    const shown = rows(['a\tb\u001b[31mred', '\u202eabc'], 6);
    expect(shown.join('')).toBe('a   b\\x1b[31mred\\u202eabc');
    expect(shown.map(displayWidth).every((width) => width <= 6)).toBe(true);
  });

  it('loses nothing of a line without end', () => {
    const text = 'x'.repeat(300_001);
    const wrapped = wrapLines([text], 80);
    expect(wrapped.rowCount).toBe(Math.ceil(300_001 / 80));
    expect(rows([text], 80).join('')).toBe(text);
  });

  it('tells which row begins a line', () => {
    const wrapped = wrapLines(['abcdef', '', 'gh'], 4);
    expect([0, 1, 2, 3].map((row) => isFirstRow(wrapped, row))).toEqual([true, false, true, true]);
    expect([0, 1, 2, 3].map((line) => rowOfLine(wrapped, line))).toEqual([0, 2, 3, 3]);
    expect(rowOfLine(wrapLines([], 4), 0)).toBe(0);
  });
});
