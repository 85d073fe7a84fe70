/** What of a list is something else in another: `[from, to)` became `[otherFrom, otherTo)`; one of both may be empty. */
export type ChangedRange = { readonly from: number; readonly to: number; readonly otherFrom: number; readonly otherTo: number };

/** Of removed and added elements; time grows with the length times this. */
const maxEdits = 500;

/**
 * The fewest changes that make one list of the other, in order.
 * @returns null where they are more than can be told
 * @see E. Myers, An O(ND) Difference Algorithm and Its Variations (1986)
 */
export function changedRanges(list: readonly string[], other: readonly string[]): readonly ChangedRange[] | null {
  const head = alike(list.length, other.length, (at) => list[at] === other[at]);
  const tail = alike(list.length - head, other.length - head, (at) => list.at(-1 - at) === other.at(-1 - at));
  const [a, b] = [list.slice(head, list.length - tail), other.slice(head, other.length - tail)];
  const rounds = furthestReaching(a, b);
  return rounds === null ? null : rangesOf(rounds, a.length, b.length, head);
}

function alike(length: number, otherLength: number, isAlike: (at: number) => boolean): number {
  const most = Math.min(length, otherLength);
  let count = 0;
  while (count < most && isAlike(count)) count += 1;
  return count;
}

/** By number of edits: for each diagonal (index minus index in the other, shifted by that number) how far in the list one comes. */
function furthestReaching(a: readonly string[], b: readonly string[]): readonly Int32Array[] | null {
  const rounds: Int32Array[] = [];
  for (let edits = 0; edits <= maxEdits; edits++) {
    const round = new Int32Array(2 * edits + 1);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let at = start(rounds.at(-1), edits, diagonal);
      while (at < a.length && at - diagonal < b.length && at - diagonal >= 0 && a[at] === b[at - diagonal]) at += 1;
      round[diagonal + edits] = at;
      if (at >= a.length && at - diagonal >= b.length) return [...rounds, round];
    }
    rounds.push(round);
  }
  return null;
}

/** By removing or by adding one, whichever comes further. */
function start(before: Int32Array | undefined, edits: number, diagonal: number): number {
  if (before === undefined) return 0;
  const reached = (on: number): number => before[on + edits - 1]!;
  return isAdded(before, edits, diagonal) ? reached(diagonal + 1) : reached(diagonal - 1) + 1;
}

function isAdded(before: Int32Array, edits: number, diagonal: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && before[diagonal - 1 + edits - 1]! < before[diagonal + 1 + edits - 1]!;
}

/** @param head elements that both begin with, which no round counts */
function rangesOf(rounds: readonly Int32Array[], length: number, otherLength: number, head: number): readonly ChangedRange[] {
  const ranges: ChangedRange[] = [];
  let diagonal = length - otherLength;
  for (let edits = rounds.length - 1; edits > 0; edits--) {
    const before = rounds[edits - 1]!;
    const added = isAdded(before, edits, diagonal);
    const end = start(before, edits, diagonal);
    const otherEnd = end - diagonal;
    const edit = {
      from: head + end - (added ? 0 : 1),
      to: head + end,
      otherFrom: head + otherEnd - (added ? 1 : 0),
      otherTo: head + otherEnd,
    };
    const next = ranges.at(-1);
    if (next !== undefined && next.from === edit.to && next.otherFrom === edit.otherTo)
      ranges[ranges.length - 1] = { ...next, from: edit.from, otherFrom: edit.otherFrom };
    else ranges.push(edit);
    diagonal += added ? 1 : -1;
  }
  return ranges.reverse();
}
