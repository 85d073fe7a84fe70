const newline = 0x0a;

/** Where the line that begins at `start` ends, its newline excluded. */
export function endOfLine(bytes: Uint8Array, start: number): number {
  let end = start;
  while (end < bytes.length && bytes[end] !== newline) end++;
  return end;
}
