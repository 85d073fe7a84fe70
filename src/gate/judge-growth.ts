import type { Budget } from '../model/budget.ts';
import type { Cause, Verdict } from '../model/gate-result.ts';
import { formatPlatform } from '../model/platform.ts';
import type { Report } from '../model/report.ts';
import type { SavedReport } from '../model/saved-report.ts';
import { layerCauses } from './causes.ts';
import type { GateBaseline, GateInput } from './gate-input.ts';
import { joinNotes, measured, uncomputed } from './make-verdict.ts';

/** Bytes now and then, null where one of them cannot be told; and what else to know of them. */
type Sizes = { readonly now: number | null; readonly before: number | null; readonly note?: string | null };

export function judgeTotalGrowth(budget: Budget, input: GateInput): Verdict {
  return judge(budget, input, ({ report }) => ({ now: input.report.image.sizeBytes, before: report.image.sizeBytes }), '', '');
}

export function judgeCompressedGrowth(budget: Budget, input: GateInput): Verdict {
  return judge(
    budget,
    input,
    ({ report }) => ({ now: input.report.image.compressedBytes, before: report.image.compressedBytes }),
    'the layers of one of the images are stored uncompressed',
    'compare images from a registry, or hold growth.total instead',
  );
}

/** @param part which layers */
export function judgePartGrowth(budget: Budget, input: GateInput, part: 'base' | 'user'): Verdict {
  return judge(
    budget,
    input,
    ({ report }) => ({
      now: partBytes(input.report, part),
      before: partBytes(report, part),
      note: guessNote(input.report) ?? guessNote(report),
    }),
    'nothing tells which layers came with the base image',
    'hold growth.total instead',
  );
}

function guessNote({ layers }: Pick<SavedReport, 'layers'>): string | null {
  return layers.some(({ origin }) => origin.guessed) ? 'which layers came with the base image is concluded from their history' : null;
}

function partBytes({ layers }: Pick<SavedReport, 'layers'>, part: 'base' | 'user'): number | null {
  if (layers.some(({ origin }) => origin.kind === 'unknown')) return null;
  return layers.filter(({ origin }) => origin.kind === part).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function judge(budget: Budget, input: GateInput, sizesOf: (baseline: GateBaseline) => Sizes, why: string, remedy: string): Verdict {
  return withBaseline(budget, input, (baseline) => {
    const { now, before, note } = sizesOf(baseline);
    if (now === null || before === null) return uncomputed(budget, why, remedy);
    return measured(budget, {
      ...grown(budget, now, before),
      note: note ?? null,
      remedy: 'look at the layers that the baseline does not have; where the growth is meant, raise the limit or take a new baseline',
      causes: () => newLayers(input.report, baseline.report),
    });
  });
}

/** Another platform has other files; that is said, as it may be meant. */
export function withBaseline(budget: Budget, { baseline, report }: GateInput, judgeGrowth: (baseline: GateBaseline) => Verdict): Verdict {
  if (baseline === null) return uncomputed(budget, 'there is no baseline', 'name an image or a saved report with --baseline');
  const verdict = judgeGrowth(baseline);
  const [now, before] = [formatPlatform(report.image.platform), formatPlatform(baseline.report.image.platform)];
  return now === before
    ? verdict
    : { ...verdict, note: joinNotes(verdict.note, `the baseline is for ${before}, and the image for ${now}`) };
}

/** What grew from nothing exceeds every percentage, and has none. */
export function grown({ unit, limit }: Budget, now: number, before: number): { readonly figure: number | null; readonly isOver: boolean } {
  const growth = now - before;
  if (unit === 'bytes') return { figure: growth, isOver: growth > limit };
  if (before === 0) return { figure: growth > 0 ? null : 0, isOver: growth > 0 };
  return { figure: growth / before, isOver: growth / before > limit };
}

function newLayers(report: Report, { layers }: SavedReport): readonly Cause[] {
  const known = new Set(layers.map(({ diffId }) => diffId));
  return layerCauses(report, ({ diffId, sizeBytes }) => (known.has(diffId) ? 0 : sizeBytes));
}
