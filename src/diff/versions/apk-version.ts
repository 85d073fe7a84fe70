import { compareDigits } from './compare-parts.ts';

/** `digits{.digits}[letter]{_suffix[digits]}[~hash][-r#]`. https://wiki.alpinelinux.org/wiki/APKBUILD_Reference#pkgver */
const form = /^(\d+(?:\.\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)(?:~[0-9a-f]+)?(?:-r(\d+))?$/;

const suffixes = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];

/** Order of versions of Alpine; null for what is none. */
export function compareApkVersions(a: string, b: string): number | null {
  const [one, other] = [form.exec(a), form.exec(b)];
  if (one === null || other === null) return null;
  return (
    compareNumbers(one[1]!, other[1]!) ||
    compareLetters(one[2]!, other[2]!) ||
    compareSuffixes(one[3]!, other[3]!) ||
    compareDigits(one[4] ?? '0', other[4] ?? '0')
  );
}

/** The first as a number; a later one that begins with 0 as if it were behind a decimal point. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [one, other] = [left[i], right[i]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    const isFraction = i > 0 && (one.startsWith('0') || other.startsWith('0'));
    const order = isFraction ? compareLetters(one.replace(/0+$/, ''), other.replace(/0+$/, '')) : compareDigits(one, other);
    if (order !== 0) return order;
  }
  return 0;
}

function compareLetters(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareSuffixes(a: string, b: string): number {
  const [left, right] = [a.split('_').slice(1), b.split('_').slice(1)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [one, other] = [suffix(left[i]), suffix(right[i])];
    const order = one.rank - other.rank || compareDigits(one.digits, other.digits);
    if (order !== 0) return order;
  }
  return 0;
}

function suffix(text = ''): { readonly rank: number; readonly digits: string } {
  const name = text.replace(/\d+$/, '');
  return { rank: suffixes.indexOf(name), digits: text.slice(name.length) };
}
