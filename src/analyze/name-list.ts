/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`: for summaries. Names come once. */
export function nameList(names: readonly string[], most = 4): string {
  const distinct = [...new Set(names)];
  const shown = distinct.length > most ? [...distinct.slice(0, most), `${distinct.length - most} more`] : distinct;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
