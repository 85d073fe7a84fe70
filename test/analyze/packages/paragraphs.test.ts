import { describe, expect, it } from 'vitest';
import { paragraphs } from '../../../src/analyze/packages/paragraphs.ts';

function read(text: string): readonly Record<string, string>[] {
  return [...paragraphs(text, new Set(['Name', 'Version']))].map((fields) => Object.fromEntries(fields));
}

describe('paragraphs', () => {
  it('keeps the fields that are asked for, as they come first', () => {
    expect(read('Name: a\nOther: x\nVersion:1\nName: b\n')).toEqual([{ Name: 'a', Version: '1' }]);
  });

  it('parts paragraphs by one empty line or several, of either line end', () => {
    expect(read('\n\nName: a\n\n\nName: b\r\n\r\nName: c')).toEqual([{ Name: 'a' }, { Name: 'b' }, { Name: 'c' }]);
  });

  it('tells of a paragraph that has none of them', () => {
    expect(read('x\n\nName: a')).toEqual([{}, { Name: 'a' }]);
  });

  it.each(['', '\n', '\n\n\n'])('has nothing to say of %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('is not misled by continuation lines, names without a colon, and names in other cases', () => {
    expect(read('Name: a\n Version: 2\n\tVersion: 3\nversion: 4\nVersionx: 5\nVersion\n')).toEqual([{ Name: 'a' }]);
  });

  // Each would take minutes if lines were looked through more than once.
  it.each([
    ['lines without a colon', 'N\n'.repeat(2_000_000), 1],
    ['one long line', `Name${' '.repeat(10_000_000)}`, 1],
    ['a paragraph for every other byte', 'N\n\n'.repeat(500_000), 500_000],
  ])('ends soon with %s', (_, text, count) => {
    expect(read(text)).toHaveLength(count);
  });
});
