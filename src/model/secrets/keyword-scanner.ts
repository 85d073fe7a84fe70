/** Finds where any of many words is in bytes, and passes over most of them without looking. */
export type KeywordScanner = (bytes: Uint8Array, onHit: (position: number, keyword: number) => void) => void;

/** Of each word so many bytes decide whether to look closer; no word may be shorter. */
const partBytes = 4;
const farthest = partBytes - 1;

type Word = { readonly bytes: Uint8Array; readonly index: number /** Where its rarest part begins. */; readonly offset: number };

/**
 * The algorithm of Wu and Manber (A fast algorithm for multi-pattern searching, 1994) with blocks of two bytes: where a block is in the part
 * of no word, the search goes on three bytes later. Of each word the part is taken that is rarest in texts. Time is linear in the bytes and
 * the hits.
 */
export function keywordScanner(keywords: readonly string[]): KeywordScanner {
  const shifts = new Uint8Array(65_536).fill(farthest);
  const endingWith = new Map<number, Word[]>();
  for (const [index, keyword] of keywords.entries()) {
    const bytes = Buffer.from(keyword, 'latin1');
    if (bytes.length < partBytes) throw new RangeError(`a keyword has at least ${partBytes} bytes: ${keyword}`);
    const word = { bytes, index, offset: rarestPart(bytes) };
    for (let end = 1; end < partBytes; end++) {
      const block = blockAt(bytes, word.offset + end);
      shifts[block] = Math.min(shifts[block]!, farthest - end);
      if (end === farthest) endingWith.set(block, [...(endingWith.get(block) ?? []), word]);
    }
  }
  return (bytes, onHit) => {
    const { length } = bytes;
    let end = farthest;
    while (end < length) {
      const block = blockAt(bytes, end);
      const shift = shifts[block]!;
      if (shift === 0) report(endingWith.get(block)!, bytes, end - farthest, onHit);
      end += shift === 0 ? 1 : shift;
    }
  };
}

function report(words: readonly Word[], bytes: Uint8Array, position: number, onHit: (position: number, keyword: number) => void): void {
  for (const word of words) if (isAt(bytes, position - word.offset, word.bytes)) onHit(position - word.offset, word.index);
}

/** Two bytes, the second at `end`. */
function blockAt(bytes: Uint8Array, end: number): number {
  return bytes[end - 1]! | (bytes[end]! << 8);
}

function isAt(bytes: Uint8Array, position: number, word: Uint8Array): boolean {
  if (position < 0 || position + word.length > bytes.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[position + i] !== word[i]) return false;
  return true;
}

function rarestPart(word: Uint8Array): number {
  let rarest = 0;
  for (let offset = 1; offset + partBytes <= word.length; offset++) {
    if (commonness(word, offset) < commonness(word, rarest)) rarest = offset;
  }
  return rarest;
}

/** Pairs of small letters make up most of a text; the last pair of a part decides how often it is looked at. */
function commonness(word: Uint8Array, offset: number): number {
  let sum = 0;
  for (let end = 1; end < partBytes; end++) {
    const [first, second] = [word[offset + end - 1]!, word[offset + end]!];
    const weight = end === farthest ? 4 : 1;
    sum += weight * (isSmall(first) && isSmall(second) ? 3 : first === second || isSmall(first) || isSmall(second) ? 1 : 0);
  }
  return sum;
}

function isSmall(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a;
}
