/** Words of an instruction that are compared; a script of thousands says nothing more. */
const maxWords = 200;

const exact = 4;
const similar = 2;

/**
 * Which instruction of a Dockerfile made which layer, both in order: the alignment that explains the most. Builders leave out
 * flags and put values for variables, so that words are compared and not characters.
 * @returns by layer the index of the instruction, null where none is like it
 */
export function alignInstructions(made: readonly string[], written: readonly string[]): readonly (number | null)[] {
  const left = made.map(words);
  const right = written.map(words);
  const columns = right.length + 1;
  const best = new Int32Array((left.length + 1) * columns);
  const scores = new Uint8Array(best.length);
  for (let i = 1; i <= left.length; i++) {
    for (let j = 1; j <= right.length; j++) {
      const at = i * columns + j;
      scores[at] = likeness(left[i - 1]!, right[j - 1]!);
      const taken = scores[at] === 0 ? 0 : best[at - columns - 1]! + scores[at];
      best[at] = Math.max(taken, best[at - columns]!, best[at - 1]!);
    }
  }
  return traceBack(best, scores, left.length, columns);
}

/** From the end, as the last instructions are the surest. */
function traceBack(best: Int32Array, scores: Uint8Array, rows: number, columns: number): readonly (number | null)[] {
  const found: (number | null)[] = Array.from({ length: rows }, () => null);
  let i = rows;
  let j = columns - 1;
  while (i > 0 && j > 0) {
    const at = i * columns + j;
    if (scores[at]! > 0 && best[at] === best[at - columns - 1]! + scores[at]!) {
      found[--i] = --j;
    } else if (best[at] === best[at - columns]) i--;
    else j--;
  }
  return found;
}

type Words = { readonly keyword: string; readonly rest: readonly string[]; readonly text: string };

function words(instruction: string): Words {
  const [keyword = '', ...rest] = instruction
    .replace(/\\\r?\n/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !/^--[a-z]+(?:=|$)/.test(word))
    .slice(0, maxWords);
  return { keyword: keyword.toUpperCase(), rest, text: rest.join(' ') };
}

/** The classic builder writes `COPY dir:<hash> in /app`: of that only the destination tells. */
function likeness(a: Words, b: Words): number {
  if (a.keyword !== b.keyword || a.rest.length === 0) return 0;
  if (a.text === b.text) return exact;
  if (/^(?:dir|file|multi):[0-9a-f]+ in /.test(a.text)) return a.rest.at(-1) === b.rest.at(-1) ? similar : 0;
  const known = new Set(b.rest);
  const shared = new Set(a.rest.filter((word) => known.has(word))).size;
  return 2 * shared >= Math.max(new Set(a.rest).size, known.size) ? similar : 0;
}
