import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordScanner } from '../../../src/model/secrets/keyword-scanner.ts';

type Hits = readonly (readonly [position: number, keyword: number])[];

function hitsIn(keywords: readonly string[], text: string): Hits {
  const hits: [number, number][] = [];
  keywordScanner(keywords)(Buffer.from(text, 'latin1'), (position, keyword) => hits.push([position, keyword]));
  return hits.sort(byPlace);
}

/** As anybody would look for them. */
function expectedHits(keywords: readonly string[], text: string): Hits {
  const hits = keywords.flatMap((keyword, index) =>
    Array.from(text, (_, position) => position)
      .filter((position) => text.startsWith(keyword, position))
      .map((position) => [position, index] as const),
  );
  return hits.sort(byPlace);
}

function byPlace(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}

describe('keywordScanner', () => {
  it('finds what a search for each word finds', () => {
    const letters = fc.constantFrom('a', 'b', 'A', ':', '/', '\u00ff');
    const word = fc.string({ unit: letters, minLength: 4, maxLength: 7 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), fc.string({ unit: letters, maxLength: 200 }), (keywords, text) => {
        expect(hitsIn(keywords, text)).toEqual(expectedHits(keywords, text));
      }),
    );
  });

  it('finds words at both ends, and those that overlap', () => {
    expect(hitsIn(['abab', 'baba', 'ends'], 'ababab ends')).toEqual([
      [0, 0],
      [1, 1],
      [2, 0],
      [7, 2],
    ]);
  });

  it('refuses a word that it would not see', () => {
    expect(() => keywordScanner(['abc'])).toThrow(RangeError);
  });
});
