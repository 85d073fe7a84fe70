const newline = 0x0a;
const carriageReturn = 0x0d;

/** `Name: value` lines of these names, and one empty line between paragraphs. */
export function keepLines(bytes: Buffer, fields: readonly string[]): Buffer {
  const starts = fields.map((name) => Buffer.from(`${name}:`));
  const kept = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = endOfLine(bytes, start);
    const isEmpty = bytes[start] === newline || (bytes[start] === carriageReturn && bytes[start + 1] === newline);
    if (isEmpty ? length > 0 : starts.some((name) => startsWith(bytes, start, name))) length += bytes.copy(kept, length, start, end);
    start = end;
  }
  return Buffer.from(kept.subarray(0, length));
}

/** The newline included. */
function endOfLine(bytes: Buffer, start: number): number {
  const found = bytes.indexOf(newline, start);
  return found === -1 ? bytes.length : found + 1;
}

function startsWith(bytes: Buffer, start: number, name: Buffer): boolean {
  for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name[i]) return false;
  return true;
}
