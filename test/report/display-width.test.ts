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
  it('keeps a letter and its accents, and joined emoji, together', () => {
    expect([...graphemes('ae\u0301👩\u200d💻')]).toEqual(['a', 'e\u0301', '👩\u200d💻']);
  });
});
