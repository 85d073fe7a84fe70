import { describe, expect, it } from 'vitest';
import { splitFields } from '../../../src/advise/shell/split-fields.ts';

describe('splitFields', () => {
  it.each([
    [' a\t b\n', ' \t\n', ['a', 'b']],
    ['', ' \t\n', []],
    ['a,b c', ',', ['a', 'b c']],
    ['a,,b,', ',', ['a', '', 'b']],
    [',a', ',', ['', 'a']],
    [' a , b ', ', ', ['a', 'b']],
    ['a]b^c-d\\e', ']^-\\', ['a', 'b', 'c', 'd', 'e']],
    [' a b ', '', [' a b ']],
  ])('of %j by %j are %j', (text, separators, expected) => {
    expect(splitFields(text, separators)).toEqual(expected);
  });

  it('ends soon with many blanks', () => {
    const start = process.cpuUsage();
    expect(splitFields(`a${' '.repeat(60_000)}b`, ' ,')).toEqual(['a', 'b']);
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(100);
  });
});
