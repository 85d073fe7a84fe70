const slash = 0x2f;

/**
 * How well the letters of a query are found in a path, one after the other; -1 where they are not. Letters that follow each
 * other, that begin a name or a word, or that are in the last name count more; what is longer counts less.
 * @param query in lower case
 */
export function fuzzyScore(query: Uint8Array, text: Uint8Array, start: number, end: number): number {
  const first = firstMatch(query, text, start, end);
  if (first === -1) return -1;
  let score = 0;
  let at = end;
  let run = 0;
  let last = end;
  const nameStart = text.lastIndexOf(slash, end - 1) < start ? start : text.lastIndexOf(slash, end - 1) + 1;
  // From the end, so that what is in the last name is found there.
  for (let i = query.length - 1; i >= 0; i--) {
    at--;
    while (text[at] !== query[i]) at--;
    run = at === last - 1 ? run + 1 : 1;
    score += 4 * run;
    if (at >= nameStart) score += 6;
    if (isWordStart(text, at, start)) score += 8;
    last = at;
  }
  return Math.max(0, 1_000 + 4 * score - (end - start));
}

function firstMatch(query: Uint8Array, text: Uint8Array, start: number, end: number): number {
  let at = start;
  for (const letter of query) {
    while (at < end && text[at] !== letter) at++;
    if (at === end) return -1;
    at++;
  }
  return at;
}

function isWordStart(text: Uint8Array, at: number, start: number): boolean {
  if (at === start) return true;
  const before = text[at - 1]!;
  return before === slash || before === 0x2d || before === 0x2e || before === 0x5f;
}
