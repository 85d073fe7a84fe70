import { describe, expect, it } from 'vitest';
import { splitWords } from '../../src/program/split-words.ts';

describe('splitWords', () => {
  it.each([
    ['node app.js', ['node', 'app.js']],
    ["  a  'b c'  ", ['a', 'b c']],
    ['a"b c"d', ['ab cd']],
    ['a\\ b "\\"" \'\\\'', ['a b', '"', '\\']],
    ['\'\' ""', ['', '']],
    ['', []],
    ["an 'open quote", ['an', 'open', 'quote']],
  ])('parts %j', (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });

  it('takes no longer for what never closes', () => {
    const started = performance.now();
    splitWords('"\\a'.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
