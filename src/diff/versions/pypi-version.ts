import { compareDigits } from './compare-parts.ts';

/** https://packaging.python.org/en/latest/specifications/version-specifiers/#appendix-parsing-version-strings-with-regular-expressions */
const form =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|beta|preview|pre|a|b|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

const preNames: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' };

type Key = {
  readonly epoch: string;
  readonly release: readonly string[];
  /** A development release of none comes before all others, a final one behind them. */
  readonly pre: string;
  readonly preNumber: string;
  /** null: none. */
  readonly post: string | null;
  readonly dev: string | null;
  readonly local: string;
};

/** Order of versions of Python packages; null for what is none, and where only local parts differ. */
export function comparePypiVersions(a: string, b: string): number | null {
  const [one, other] = [keyOf(a), keyOf(b)];
  if (one === null || other === null) return null;
  const order =
    compareDigits(one.epoch, other.epoch) ||
    compareRelease(one.release, other.release) ||
    (one.pre < other.pre ? -1 : one.pre > other.pre ? 1 : 0) ||
    compareDigits(one.preNumber, other.preNumber) ||
    compareOptional(one.post, other.post, -1) ||
    compareOptional(one.dev, other.dev, 1);
  return order === 0 && one.local !== other.local ? null : order;
}

function keyOf(version: string): Key | null {
  const [found, epoch = '0', release = '', pre, preNumber = '', dash, post, dev, local = ''] =
    form.exec(version.trim().toLowerCase()) ?? [];
  if (found === undefined) return null;
  const isOnlyDev = pre === undefined && post === undefined && dash === undefined && dev !== undefined;
  return {
    epoch,
    release: release.split('.'),
    pre: pre === undefined ? (isOnlyDev ? '' : 'z') : (preNames[pre] ?? pre),
    preNumber,
    post: dash ?? post ?? null,
    dev: dev ?? null,
    local,
  };
}

function compareRelease(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = compareDigits(a[i] ?? '0', b[i] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}

/** @param absent where one without it comes */
function compareOptional(a: string | null, b: string | null, absent: 1 | -1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? absent : -absent;
  return compareDigits(a, b);
}
