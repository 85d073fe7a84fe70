import type { Budget } from '../model/budget.ts';
import type { Cause, Verdict } from '../model/gate-result.ts';
import { globMatcher } from '../model/glob.ts';
import type { Report, ReportPackage } from '../model/report.ts';
import { instructionOf } from './causes.ts';
import type { GateInput } from './gate-input.ts';
import { joinNotes, uncomputed } from './make-verdict.ts';
import { unreadFiles, unreadRemedy, unreadText } from './unread-files.ts';

/** All versions and copies of a package together. */
export type PackageSize = { readonly key: string; readonly type: string; readonly name: string; readonly bytes: number };

export function packageSizes(packages: readonly Pick<ReportPackage, 'type' | 'name' | 'bytes'>[]): readonly PackageSize[] {
  const sizes = new Map<string, PackageSize>();
  for (const { type, name, bytes } of packages) {
    const key = `${type}/${name}`;
    sizes.set(key, { key, type, name, bytes: (sizes.get(key)?.bytes ?? 0) + bytes });
  }
  return [...sizes.values()];
}

/** By name, in which a slash is a letter like others; a glob with a slash is of `type/name`. */
export function packageMatcher(glob: string): (found: Pick<PackageSize, 'type' | 'name'>) => boolean {
  const matches = globMatcher(glob);
  if (glob.includes('/')) return ({ type, name }) => matches(`/${type}/${name}`);
  return ({ name }) => matches(`/${name.replaceAll('/', divisionSlash)}`);
}

/** Looks like a slash, and ends no component of a path. */
const divisionSlash = '\u2215';

export function packageCauses(report: Report, found: readonly PackageSize[]): readonly Cause[] {
  const layers = new Map(report.packages.map(({ type, name, layer }) => [`${type}/${name}`, layer]));
  return [...found]
    .sort((a, b) => b.bytes - a.bytes || (a.key < b.key ? -1 : 1))
    .map(({ key, bytes }) => {
      const layer = layers.get(key) ?? null;
      return { text: key, amount: bytes, unit: 'bytes', layer, instruction: instructionOf(report, layer) };
    });
}

/** Nothing can be said of packages where their databases could not be read, but that one that was is over its limit. */
export function withPackages(budget: Budget, input: GateInput, judge: () => Verdict): Verdict {
  const outcome = input.report.outcomes.find(({ analyzer }) => analyzer === 'packages');
  if (outcome?.status === 'failed') {
    return uncomputed(budget, `the packages could not be read: ${outcome.error ?? ''}`, 'report this as a bug of flense');
  }
  const verdict = judge();
  const unread = outcome === undefined ? [] : unreadFiles(outcome, input);
  if (unread.length === 0) return verdict;
  const why = `some packages are missing: ${unreadText(unread)}`;
  return verdict.status === 'pass' ? uncomputed(budget, why, unreadRemedy) : { ...verdict, note: joinNotes(verdict.note, why) };
}
