import { describe, expect, it } from 'vitest';
import { displayWidth, graphemes } from '../../src/report/display-width.ts';

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['/usr/bin', 8],
    ['é', 1],
    ['e\u0301', 1],
    ['жаба', 4],
    ['蛙', 2],
    ['ｆｕｌｌ', 8],
    ['ﾊﾝｶｸ', 4],
    ['한국', 4],
    ['한', 2],
    ['🐸', 2],
    ['👩\u200d💻', 2],
    ['🇳🇴', 2],
    ['❤\ufe0f', 2],
    ['❤', 1],
    ['…░█▏→·├─', 8],
    ['กำ', 2],
    ['\u200d', 0],
  ])('%s takes %d columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('graphemes', () => {
  it('joins nothing to the signs that are taken for one column each without looking', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
    const plain = [
      ...[0xa0, 0xac, 0xae, 0x2ff, 0x2010, 0x2027, 0x2190, 0x21ff, 0x2500, 0x259f].map((code) => String.fromCodePoint(code)),
      ...Array.from({ length: 0x2600 - 0x20 }, (_, at) => String.fromCodePoint(at + 0x20)),
    ].filter((sign) => displayWidth(sign.repeat(3)) === 3 && [...graphemes(sign.repeat(3))].length === 3);
    expect(plain.length).toBeGreaterThan(1_000);
    for (const sign of plain) {
      expect(Array.from(segmenter.segment(`${sign}${sign}a`)), sign).toHaveLength(3);
      expect(sign, sign).not.toMatch(/[\p{Mn}\p{Me}\p{Cf}]|^\p{Emoji_Presentation}/u);
    }
  });

  it('keeps a letter and its accents, and joined emoji, together', () => {
    expect([...graphemes('ae\u0301👩\u200d💻')]).toEqual(['a', 'e\u0301', '👩\u200d💻']);
  });
});
