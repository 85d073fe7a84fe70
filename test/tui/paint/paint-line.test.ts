import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/report/display-width.ts';
import { paintLine } from '../../../src/tui/paint/paint-line.ts';
import { signsFor } from '../../../src/tui/paint/signs.ts';
import { line, span, spread, untrusted } from '../../../src/tui/paint/span.ts';
import { themes } from '../../../src/tui/paint/themes.ts';

const look = { theme: themes['no-colour'], signs: signsFor(true) };
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const plain = (text: string): string => text.replace(/\u001b\[[\d;]*m/g, '');

describe('paintLine', () => {
  it.each([
    ['short', 8, 'short   '],
    ['exactly8', 8, 'exactly8'],
    ['much too long', 8, 'much to…'],
    ['宽宽宽宽宽', 8, '宽宽宽… '],
    ['', 3, '   '],
  ])('fits %j into %d columns', (text, columns, expected) => {
    const painted = plain(paintLine(line(span(text)), columns, look));
    expect(painted).toBe(expected);
    expect(displayWidth(painted)).toBe(columns);
  });

  it('cuts off behind several spans', () => {
    expect(plain(paintLine(line(span('abc'), span('def', 'bad'), span('ghi')), 5, look))).toBe('abcd…');
    expect(plain(paintLine(line(span('abc'), span('de', 'bad'), span('')), 5, look))).toBe('abcde');
    expect(plain(paintLine(line(span('abc'), span('de'), span('f')), 5, look))).toBe('abcd…');
  });

  it('paints the whole row of the cursor', () => {
    const painted = paintLine({ ...line(span('ab')), isSelected: true }, 4, look);
    expect(painted).toBe('\u001b[7mab\u001b[0m\u001b[7m  \u001b[0m');
  });

  it('paints it in one colour where that is the colours reversed, but for what was searched', () => {
    const row = { ...line(span('ab', 'directory'), span('cd', 'match')), isSelected: true };
    const painted = paintLine(row, 4, { ...look, theme: themes['16-colours'] });
    expect(painted).toBe('\u001b[7mab\u001b[0m\u001b[1;33;7mcd\u001b[0m');
    expect(paintLine(row, 4, { ...look, theme: themes.dark })).toContain(themes.dark.tones.directory);
  });

  it('lets no escape sequence of an image through', () => {
    const painted = paintLine(line(untrusted('\u001b[31mred\u0007\u202e\n')), 60, look);
    expect(painted.trimEnd()).toBe('\\x1b[31mred\\x07\\u202e\\n');
  });
});

describe('spread', () => {
  it('lets the left side give way', () => {
    expect(
      spread([span('left side')], [span('right')], 10, '…')
        .map(({ text }) => text)
        .join(''),
    ).toBe('left…right');
  });
});
