const newline = 0x0a;

/** Where the line that begins at `start` ends, its newline excluded. */
export function endOfLine(bytes: Uint8Array, start: number): number {
  let end = start;
  while (end < bytes.length && bytes[end] !== newline) end++;
  return end;
}

/** Start and end of each line in `bytes`; empty lines are left out. */
export function* lines(bytes: Uint8Array): Generator<readonly [start: number, end: number]> {
  for (let start = 0; start < bytes.length; ) {
    const end = endOfLine(bytes, start);
    if (end > start) yield [start, end];
    start = end + 1;
  }
}
