import { compareDigits } from './compare-parts.ts';

/** Order of `[epoch:]version-release`. https://rpm.org/docs/latest/man/rpm-version.7 */
export function compareRpmVersions(a: string, b: string): number {
  const [one, other] = [parts(a), parts(b)];
  return (
    compareDigits(one.epoch, other.epoch) || compareSegments(one.version, other.version) || compareSegments(one.release, other.release)
  );
}

function parts(text: string): { readonly epoch: string; readonly version: string; readonly release: string } {
  const colon = text.indexOf(':');
  const rest = text.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: colon < 0 ? '0' : text.slice(0, colon),
    version: dash < 0 ? rest : rest.slice(0, dash),
    release: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

/** Runs of digits and of letters, and the two signs that have a meaning; other signs only part them. */
function compareSegments(a: string, b: string): number {
  const [left, right] = [segments(a), segments(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareSegment(left[i], right[i]);
    if (order !== 0) return order;
  }
  return 0;
}

function segments(text: string): readonly string[] {
  return text.match(/\d+|[A-Za-z]+|[~^]/g) ?? [];
}

/** A tilde sorts before the end, a caret behind it and before any other, letters before digits. */
function compareSegment(a: string | undefined, b: string | undefined): number {
  const rank = (segment: string | undefined): number =>
    segment === '~' ? 0 : segment === undefined ? 1 : segment === '^' ? 2 : /\d/.test(segment) ? 4 : 3;
  const order = rank(a) - rank(b);
  if (order !== 0 || a === undefined || b === undefined) return order;
  return rank(a) === 4 ? compareDigits(a, b) : a < b ? -1 : a > b ? 1 : 0;
}
