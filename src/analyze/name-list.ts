/**
 * `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`: for summaries. Names come once.
 * @param count of all of them, where `names` are but the first
 */
export function nameList(names: readonly string[], most = 4, count = 0): string {
  const distinct = [...new Set(names)];
  const rest = Math.max(distinct.length, count) - most;
  const shown = rest > 0 ? [...distinct.slice(0, most), `${rest} more`] : distinct;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
