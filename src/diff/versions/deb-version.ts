import { compareDigits, splitDigits } from './compare-parts.ts';

/** Order of `[epoch:]upstream[-revision]`. https://www.debian.org/doc/debian-policy/ch-controlfields.html#version */
export function compareDebVersions(a: string, b: string): number {
  const [one, other] = [parts(a), parts(b)];
  return compareDigits(one.epoch, other.epoch) || compareText(one.upstream, other.upstream) || compareText(one.revision, other.revision);
}

function parts(version: string): { readonly epoch: string; readonly upstream: string; readonly revision: string } {
  const colon = version.indexOf(':');
  const rest = version.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: colon < 0 ? '0' : version.slice(0, colon),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

function compareText(a: string, b: string): number {
  const [left, right] = [splitDigits(a), splitDigits(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [one, other] = [left[i] ?? '', right[i] ?? ''];
    const order = i % 2 === 1 ? compareDigits(one, other) : compareSigns(one, other);
    if (order !== 0) return order;
  }
  return 0;
}

/** Letters before other signs, the tilde before everything, the end included. */
function compareSigns(a: string, b: string): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = rank(a[i]) - rank(b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

function rank(sign: string | undefined): number {
  if (sign === undefined) return 0;
  if (sign === '~') return -1;
  return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256;
}
