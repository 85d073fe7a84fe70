export type DiffLine = { readonly sign: ' ' | '+' | '-'; readonly text: string };

/** More differences than this are not told apart: all of the old, then all of the new. */
const maxDistance = 1_000;

/**
 * What to take from, and add to, the old lines to have the new ones, by the shortest way
 * (https://doi.org/10.1007/BF01840446).
 */
export function diffLines(old: readonly string[], fresh: readonly string[]): readonly DiffLine[] {
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  return [
    ...old.slice(0, start).map(same),
    ...diffMiddle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...old.slice(old.length - end).map(same),
  ];
}

function same(text: string): DiffLine {
  return { sign: ' ', text };
}

function diffMiddle(old: readonly string[], fresh: readonly string[]): readonly DiffLine[] {
  const trace = furthestPaths(old, fresh);
  if (trace !== null) return backtrack(trace, old, fresh);
  return [...old.map((text) => ({ sign: '-' as const, text })), ...fresh.map((text) => ({ sign: '+' as const, text }))];
}

/** By number of differences: how far down the old lines each diagonal gets; null where there are too many. */
function furthestPaths(old: readonly string[], fresh: readonly string[]): readonly Int32Array[] | null {
  const limit = Math.min(old.length + fresh.length, maxDistance);
  const offset = limit + 1;
  const furthest = new Int32Array(2 * limit + 3);
  const trace: Int32Array[] = [];
  for (let distance = 0; distance <= limit; distance++) {
    trace.push(furthest.slice(offset - distance - 1, offset + distance + 2));
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      const isDown =
        diagonal === -distance || (diagonal !== distance && furthest[offset + diagonal - 1]! < furthest[offset + diagonal + 1]!);
      let x = isDown ? furthest[offset + diagonal + 1]! : furthest[offset + diagonal - 1]! + 1;
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x++;
      furthest[offset + diagonal] = x;
      if (x >= old.length && x - diagonal >= fresh.length) return trace;
    }
  }
  return null;
}

function backtrack(trace: readonly Int32Array[], old: readonly string[], fresh: readonly string[]): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let x = old.length;
  let y = fresh.length;
  for (let distance = trace.length - 1; distance >= 0; distance--) {
    const at = (diagonal: number): number => trace[distance]![diagonal + distance + 1]!;
    const diagonal = x - y;
    const isDown = diagonal === -distance || (diagonal !== distance && at(diagonal - 1) < at(diagonal + 1));
    const before = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = distance === 0 ? 0 : at(before);
    const fromY = fromX - before;
    const [startX, startY] = distance === 0 ? [0, 0] : isDown ? [fromX, fromY + 1] : [fromX + 1, fromY];
    while (x > startX && y > startY) {
      x -= 1;
      y -= 1;
      lines.push({ sign: ' ', text: old[x]! });
    }
    if (distance === 0) break;
    if (isDown) lines.push({ sign: '+', text: fresh[fromY]! });
    else lines.push({ sign: '-', text: old[fromX]! });
    x = fromX;
    y = fromY;
  }
  return lines.reverse();
}
