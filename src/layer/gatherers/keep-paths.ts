const newline = 0x0a;
const slash = 0x2f;
const comma = 0x2c;
const quote = 0x22;
const nul = 0x00;

/** Of a list of paths the files; those in the same directory as the last by a NUL and their names. */
export function keepPaths(bytes: Buffer, columns: 'one' | 'csv'): Buffer {
  const kept = Buffer.allocUnsafe(bytes.length + 1);
  let length = 0;
  let directoryStart = 0;
  let directoryBytes = 0;
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const lineEnd = found === -1 ? bytes.length : found;
    const end = columns === 'one' ? lineEnd : endOfColumn(bytes, start, lineEnd);
    if (end > start && !isParentOfNext(bytes, start, end, lineEnd + 1)) {
      const own = directoryLength(bytes, start, end);
      const isSame = own > 0 && own === directoryBytes && isEqual(bytes, start, directoryStart, own);
      if (isSame) kept[length++] = nul;
      length += bytes.copy(kept, length, isSame ? start + own : start, end);
      kept[length++] = newline;
      directoryStart = start;
      directoryBytes = own;
    }
    start = lineEnd + 1;
  }
  return Buffer.from(kept.subarray(0, length));
}

/** A path with a comma in it stands in quotes, and such a line is left as it is. */
function endOfColumn(bytes: Buffer, start: number, lineEnd: number): number {
  if (bytes[start] === quote) return lineEnd;
  let end = start;
  while (end < lineEnd && bytes[end] !== comma) end++;
  return end;
}

function isParentOfNext(bytes: Buffer, start: number, end: number, next: number): boolean {
  return bytes[next + end - start] === slash && isEqual(bytes, start, next, end - start);
}

/** Bytes up to the last slash and with it; 0 without any, and in quotes. */
function directoryLength(bytes: Buffer, start: number, end: number): number {
  if (bytes[start] === quote) return 0;
  let at = end;
  while (at > start && bytes[at - 1] !== slash) at--;
  return at - start;
}

function isEqual(bytes: Buffer, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
