import type { Budget } from '../model/budget.ts';
import type { Cause, Verdict } from '../model/gate-result.ts';
import { fileCauses } from './causes.ts';
import { directoryMatcher, type WeighFile } from './directory-sizes.ts';
import type { GateBaseline, GateInput } from './gate-input.ts';
import { grown, withBaseline } from './judge-growth.ts';
import { maxCauses, measured, uncomputed } from './make-verdict.ts';
import { type PackageSize, packageCauses, packageMatcher, packageSizes, withPackages } from './package-sizes.ts';

type Growth = { readonly key: string; readonly now: number; readonly before: number };

/** The directory that grew the most of those that match in either image. */
export function judgeDirectoryGrowth(budget: Budget, input: GateInput): Verdict {
  return withBaseline(budget, input, (baseline) => {
    const matches = directoryMatcher(budget.subject ?? '/');
    const before = new Map(baseline.directories.all().map(({ path, bytes }) => [path, bytes]));
    const now = input.directories.all().filter(matches);
    const isKnown = (path: string): boolean => baseline.directories.isComplete || before.has(path);
    const growths = now
      .filter(({ path }) => isKnown(path))
      .map(({ path, bytes }) => ({ key: path, now: bytes, before: before.get(path) ?? 0 }));
    // One that the report is too coarse for cannot have grown by more than it is.
    const unknown = now.find(({ path, bytes }) => !isKnown(path) && (budget.unit === 'ratio' || bytes > budget.limit));
    const weigh = growthOf(input, baseline);
    const verdict = judgeWorst(budget, growths, 'directory', ({ key }) =>
      fileCauses(input.report, input.directories.heaviestFiles(key, maxCauses, weigh)),
    );
    if (unknown === undefined || verdict.status === 'fail') return verdict;
    return uncomputed(
      budget,
      `the saved report does not list ${unknown.path}, as it had less than 1 % of the image`,
      'take the image itself for --baseline',
    );
  });
}

/** By how much a file grew; of a saved report, which has no files, what layers brought that it does not have. */
function growthOf({ report }: GateInput, { report: before, directories: { fileBytes } }: GateBaseline): WeighFile {
  if (fileBytes !== null) return ({ path, bytes }) => bytes - fileBytes(path);
  const known = new Set(before.layers.map(({ diffId }) => diffId));
  const isNew = report.layers.map(({ diffId }) => !known.has(diffId));
  return ({ bytes, layer }) => (layer !== null && isNew[layer] === true ? bytes : 0);
}

/** The package that grew the most of those that match. */
export function judgePackageGrowth(budget: Budget, input: GateInput): Verdict {
  return withPackages(budget, input, () =>
    withBaseline(budget, input, ({ report }) => {
      const before = new Map(packageSizes(report.packages).map(({ key, bytes }) => [key, bytes]));
      const now = packageSizes(input.report.packages).filter(packageMatcher(budget.subject ?? '*'));
      const growths = now.map(({ key, bytes }) => ({ key, now: bytes, before: before.get(key) ?? 0 }));
      const grownBy = ({ key, bytes, ...rest }: PackageSize): PackageSize => ({ ...rest, key, bytes: bytes - (before.get(key) ?? 0) });
      const isOver = ({ key, bytes }: PackageSize): boolean => grown(budget, bytes, before.get(key) ?? 0).isOver;
      return judgeWorst(budget, growths, 'package', () => packageCauses(input.report, now.filter(isOver).map(grownBy)));
    }),
  );
}

function judgeWorst(budget: Budget, growths: readonly Growth[], noun: string, causes: (worst: Growth) => readonly Cause[]): Verdict {
  const worst = growths.reduce<Growth | null>((most, one) => (most === null || rank(budget, one) > rank(budget, most) ? one : most), null);
  return measured(budget, {
    ...(worst === null ? { figure: 0, isOver: false } : grown(budget, worst.now, worst.before)),
    of: worst?.key ?? null,
    note: worst === null ? `no ${noun} matches` : worst.before === 0 && worst.now > 0 ? 'the baseline does not have it' : null,
    remedy: `look at what came into the ${noun}; where the growth is meant, raise the limit or take a new baseline`,
    causes: () => (worst === null ? [] : causes(worst)),
  });
}

function rank({ unit }: Budget, { now, before }: Growth): number {
  if (unit === 'bytes') return now - before;
  return before === 0 ? (now > 0 ? Number.POSITIVE_INFINITY : 0) : (now - before) / before;
}
