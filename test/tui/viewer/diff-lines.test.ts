import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines } from '../../../src/tui/viewer/diff-lines.ts';

const text = (old: string, fresh: string): string =>
  diffLines(old.split(''), fresh.split(''))
    .map((line) => `${line.sign}${line.text}`)
    .join('');

describe('diffLines', () => {
  it.each([
    ['abc', 'abc', ' a b c'],
    ['', 'ab', '+a+b'],
    ['ab', '', '-a-b'],
    ['abcd', 'axcd', ' a-b+x c d'],
    ['abc', 'bcd', '-a b c+d'],
  ])('from %s to %s', (old, fresh, expected) => {
    expect(text(old, fresh)).toBe(expected);
  });

  it('has all of the old and all of the new lines, and no more differences than there must be', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (old, fresh) => {
        const diff = diffLines(old, fresh);
        expect(diff.filter(({ sign }) => sign !== '+').map((line) => line.text)).toEqual(old);
        expect(diff.filter(({ sign }) => sign !== '-').map((line) => line.text)).toEqual(fresh);
        expect(diff.filter(({ sign }) => sign === ' ').length).toBe(commonLength(old, fresh));
      }),
      { numRuns: 500 },
    );
  });

  it('gives up on texts that have nothing in common, soon', () => {
    const old = Array.from({ length: 100_000 }, (_, i) => `old ${i}`);
    const fresh = Array.from({ length: 100_000 }, (_, i) => `new ${i}`);
    expect(diffLines(old, fresh).length).toBe(200_000);
  });
});

/** Of the longest common subsequence, by the table. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      table[i]![j] = a[i - 1] === b[j - 1] ? table[i - 1]![j - 1]! + 1 : Math.max(table[i - 1]![j]!, table[i]![j - 1]!);
    }
  }
  return table[a.length]![b.length]!;
}
