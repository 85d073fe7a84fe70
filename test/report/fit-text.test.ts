import { describe, expect, it } from 'vitest';
import { cutEnd, cutMiddle, padLeft, padRight, wrapWords } from '../../src/report/fit-text.ts';

describe('cutEnd', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['蛙蛙蛙', 4, '蛙…'],
    ['蛙蛙蛙', 6, '蛙蛙蛙'],
    ['ae\u0301e\u0301e\u0301', 3, 'ae\u0301…'],
  ])('%s in %d columns is %s', (text, columns, cut) => {
    expect(cutEnd(text, columns, '…')).toBe(cut);
  });
});

describe('cutMiddle', () => {
  it.each([
    ['/usr/lib/x', 10, '/usr/lib/x'],
    ['/usr/lib/python3/sympy/x.py', 16, '/usr/…sympy/x.py'],
    ['/蛙蛙蛙蛙蛙蛙/x', 10, '/蛙…蛙蛙/x'],
  ])('%s in %d columns is %s', (text, columns, cut) => {
    expect(cutMiddle(text, columns, '…')).toBe(cut);
  });
});

describe('padLeft and padRight', () => {
  it('count columns and not characters', () => {
    expect([padLeft('蛙', 4), padRight('e\u0301', 3), padRight('longer', 3)]).toEqual(['  蛙', 'e\u0301  ', 'longer']);
  });
});

describe('wrapWords', () => {
  it('breaks between words, and cuts a word that is longer than a line', () => {
    expect(wrapWords('write it once and 0123456789 here', 8, '…')).toEqual(['write it', 'once and', '0123456…', 'here']);
  });

  it('keeps what fits on one line', () => {
    expect(wrapWords('', 8, '…')).toEqual(['']);
    expect(wrapWords('one line', 8, '…')).toEqual(['one line']);
  });

  it('measures no megabytes', () => {
    const long = 'e\u0301'.repeat(1_000_000);
    expect(cutEnd(long, 3, '…')).toBe('e\u0301e\u0301…');
    expect(cutMiddle(`/a${long}/b`, 6, '…')).toBe(`/…e\u0301e\u0301/b`);
    expect(wrapWords(`a ${long}`, 3, '…')).toEqual(['a', 'e\u0301e\u0301…']);
  });
});
