import semver from 'semver';
import { compareApkVersions } from './apk-version.ts';
import { compareDigits } from './compare-parts.ts';
import { compareDebVersions } from './deb-version.ts';
import { comparePypiVersions } from './pypi-version.ts';
import { compareRpmVersions } from './rpm-version.ts';

/** Longer ones are compared by nobody: what is that long is no version. */
const maxLength = 256;

/** Order of two versions by the rules of where the package comes from; null where they do not tell. */
export function compareVersions(type: string, a: string, b: string): number | null {
  if (a === '' || b === '' || a.length > maxLength || b.length > maxLength) return null;
  switch (type) {
    case 'deb':
      return compareDebVersions(a, b);
    case 'rpm':
      return compareRpmVersions(a, b);
    case 'apk':
      return compareApkVersions(a, b);
    case 'pypi':
      return comparePypiVersions(a, b);
    default:
      return compareSemantic(a, b) ?? compareDotted(a, b);
  }
}

/** https://semver.org/#spec-item-11, and Go's and Composer's with a `v` in front. */
function compareSemantic(a: string, b: string): number | null {
  const [one, other] = [a, b].map((text) => semver.parse(text.replace(/^(?:v|go)(?=\d)/, '')));
  return one == null || other == null ? null : semver.compare(one, other) || null;
}

/** Nothing but numbers is in one order everywhere: `4.7.2.1`, `2.13`. */
function compareDotted(a: string, b: string): number | null {
  const [one, other] = [a, b].map((text) => text.replace(/^(?:v|go)(?=\d)/, '')) as [string, string];
  if (![one, other].every((text) => /^\d+(?:\.\d+)*$/.test(text))) return null;
  const [left, right] = [one.split('.'), other.split('.')];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareDigits(left[i] ?? '0', right[i] ?? '0');
    if (order !== 0) return order;
  }
  return null;
}
