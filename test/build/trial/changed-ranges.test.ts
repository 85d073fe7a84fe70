import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedRanges } from '../../../src/build/trial/changed-ranges.ts';

const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 25 });

/** Length of the longest common subsequence, by the book. */
function commonLength(list: readonly string[], other: readonly string[]): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const word of list) {
    const next = [0];
    for (const [at, found] of other.entries()) next.push(word === found ? row[at]! + 1 : Math.max(row[at + 1]!, next[at]!));
    row = next;
  }
  return row.at(-1)!;
}

describe('the changes between two lists', () => {
  it.each<[string, string, readonly (readonly number[])[]]>([
    ['', '', []],
    ['abc', 'abc', []],
    ['abc', 'axc', [[1, 2, 1, 2]]],
    ['ac', 'abc', [[1, 1, 1, 2]]],
    ['abc', 'ac', [[1, 2, 1, 1]]],
    ['', 'ab', [[0, 0, 0, 2]]],
    [
      'abcdef',
      'xbcdyf',
      [
        [0, 1, 0, 1],
        [4, 5, 4, 5],
      ],
    ],
  ])('of %j and %j', (list, other, expected) => {
    expect(changedRanges([...list], [...other])?.map(({ from, to, otherFrom, otherTo }) => [from, to, otherFrom, otherTo])).toEqual(
      expected,
    );
  });

  it('make one of the other, are in order, and are the fewest', () => {
    fc.assert(
      fc.property(words, words, (list, other) => {
        const ranges = changedRanges(list, other)!;
        const made: string[] = [];
        let at = 0;
        for (const { from, to, otherFrom, otherTo } of ranges) {
          made.push(...list.slice(at, from), ...other.slice(otherFrom, otherTo));
          at = to;
        }
        expect([...made, ...list.slice(at)]).toEqual(other);
        const edits = ranges.reduce((sum, { from, to, otherFrom, otherTo }) => sum + (to - from) + (otherTo - otherFrom), 0);
        expect(edits).toBe(list.length + other.length - 2 * commonLength(list, other));
        for (const [i, { from, to, otherFrom, otherTo }] of ranges.entries()) {
          const before = ranges[i - 1];
          expect(to - from + otherTo - otherFrom).toBeGreaterThan(0);
          if (before !== undefined) expect(from > before.to || otherFrom > before.otherTo).toBe(true);
        }
      }),
    );
  });

  it('are given up on where there are too many', () => {
    const list = Array.from({ length: 2_000 }, (_, at) => `${at}`);
    expect(
      changedRanges(
        list,
        list.map((word) => `other ${word}`),
      ),
    ).toBeNull();
  });
});
