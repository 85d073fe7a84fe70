/** Milliseconds that a server asks to wait, in seconds or until a date; null where it does not say. https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  // Only what ends in a time zone: `Date.parse` makes a year of any number.
  const date = header.length <= 40 && header.endsWith('GMT') ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
