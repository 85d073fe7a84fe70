/** Digits as a number of any length: no version is too long to be compared. */
export function compareDigits(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

/** Digits and what stands between them, in turn; numbers first. */
export function splitDigits(text: string): readonly string[] {
  return text.split(/(\d+)/);
}
