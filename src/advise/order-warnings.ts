import type { PlanWarning } from '../model/plan.ts';

/** The gravest first: what cannot start, what may be missing, what to think about. Codes that are not here come in between. */
const order: readonly string[] = [
  'program-not-found',
  'missing-interpreter',
  'unknown-interpreter',
  'missing-library',
  'missing-file',
  'secrets-left-out',
  'unknown-user',
  'unknown-group',
  'base-does-not-fit',
  'runtime-of-base',
  'dropped-and-needed',
  'dropped-and-kept',
  'unknown-base',
];
const last: readonly string[] = [
  'unknown-origin',
  'packages-unread',
  'unmatched-vulnerabilities',
  'build-inputs-left-out',
  'temporary-left-out',
  'locales-left-out',
  'zones-left-out',
  'runs-as-root',
  'may-need-root',
  'low-port',
  'volume-owner',
  'library-may-start',
  'may-start-program',
  'may-start-shell',
  'keep-matches-nothing',
  'triggers-left-out',
  'builder-hint',
];

/** Equal ones come in the order of their paths and lines. */
export function orderWarnings(warnings: readonly PlanWarning[]): readonly PlanWarning[] {
  return mergeShellWarnings(warnings).sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(a.code, b.code) ||
      compare(a.path ?? '', b.path ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      compare(a.text, b.text),
  );
}

const maxNamed = 5;

/** Many a program could start a shell, and few do: one warning tells of all. */
function mergeShellWarnings(warnings: readonly PlanWarning[]): PlanWarning[] {
  const others = warnings.filter(({ code }) => code !== 'may-start-shell');
  const shells = warnings.filter(({ code }) => code === 'may-start-shell');
  if (shells.length < 2) return [...warnings];
  const paths = shells.map(({ path }) => path ?? '').sort();
  const rest = paths.length > maxNamed ? ` and ${paths.length - maxNamed} more` : '';
  const text = `${paths.slice(0, maxNamed).join(', ')}${rest} call system() or popen(), which starts a shell; if they do so in production, name what they run with --exec`;
  return [...others, { code: 'may-start-shell', text, path: null, line: null }];
}

function rank({ code }: PlanWarning): number {
  if (order.includes(code)) return order.indexOf(code);
  return last.includes(code) ? 1_000 + last.indexOf(code) : 500;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
