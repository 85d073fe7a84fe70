import { describe, expect, it } from 'vitest';
import { matching } from '../../../src/tui/view/matching.ts';

const marked = (shown: string, search: string, start?: number, end?: number): string =>
  matching(shown, search, 'plain', start, end)
    .map(({ text, tone }) => (tone === 'match' ? `[${text}]` : text))
    .join('');

describe('matching', () => {
  it('marks what is searched, whatever its case', () => {
    expect(marked('one ONE none', 'one')).toBe('[one] [ONE] n[one]');
    expect(marked('nothing', 'x')).toBe('nothing');
    expect(marked('nothing', '')).toBe('nothing');
  });

  it('marks in a part of a line what goes beyond it', () => {
    expect(marked('abcdef', 'cd', 0, 3)).toBe('ab[c]');
    expect(marked('abcdef', 'cd', 3, 6)).toBe('[d]ef');
    expect(marked('abcdef', 'abcdef', 2, 4)).toBe('[cd]');
    expect(marked('abcdef', 'ab', 3, 6)).toBe('def');
  });
});
