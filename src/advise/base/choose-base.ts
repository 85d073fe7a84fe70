import { InspectError } from '../../model/errors.ts';
import type { PlanWarning } from '../../model/plan.ts';
import { warning } from '../need.ts';
import type { WeighedBase } from './base-candidates.ts';

export type BaseChoice = { readonly base: WeighedBase; readonly warnings: readonly PlanWarning[] };

/**
 * The base that was asked for.
 * @param weighed the recommended first
 * @throws InspectError `usage` where no image of distroless fits
 */
export function chooseBase(weighed: readonly WeighedBase[], asked: string): BaseChoice {
  const { base, warnings } = choose(weighed, asked);
  return { base, warnings: base.runtime === null ? warnings : [...warnings, base.runtime.warning] };
}

function choose(weighed: readonly WeighedBase[], asked: string): BaseChoice {
  const scratch = weighed.find(({ catalogued }) => catalogued === null)!;
  if (asked === 'auto') return { base: weighed[0]!, warnings: [] };
  if (asked === 'scratch') return { base: scratch, warnings: [] };
  if (asked === 'distroless') return { base: bestDistroless(weighed), warnings: [] };
  const known = weighed.find(({ catalogued }) => catalogued !== null && nameOf(catalogued.reference) === nameOf(asked));
  return known === undefined ? unknownBase(scratch, asked) : knownBase(known, asked);
}

function bestDistroless(weighed: readonly WeighedBase[]): WeighedBase {
  const distroless = weighed.filter(({ catalogued }) => catalogued?.maker === 'distroless');
  const fitting = distroless.filter(({ candidate }) => candidate.fits);
  const best = fitting.sort((a, b) => a.candidate.predictedBytes - b.candidate.predictedBytes)[0];
  if (best !== undefined) return best;
  const closest = distroless.find(({ catalogued }) => catalogued?.glibcxx != null && catalogued.runtime === null) ?? distroless[0]!;
  throw new InspectError(
    'usage',
    `--base distroless: expected one that fits, got none: ${closest.catalogued!.reference}: ${closest.candidate.reasons[0]}; take --base scratch`,
  );
}

/** Without tag and digest. */
function nameOf(reference: string): string {
  return reference.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

function knownBase(known: WeighedBase, reference: string): BaseChoice {
  const { base, reasons, fits } = known.candidate;
  const bytes = base.kind === 'image' ? base.bytes : 0;
  const taken: WeighedBase = { ...known, candidate: { ...known.candidate, base: { kind: 'image', reference, bytes } } };
  return {
    base: taken,
    warnings: fits ? [] : [warning('base-does-not-fit', `${reference} may not run it: ${reasons.slice(0, 3).join('; ')}`)],
  };
}

/** Nothing is known of it, so that nothing is left to it. */
function unknownBase(scratch: WeighedBase, reference: string): BaseChoice {
  const candidate = {
    ...scratch.candidate,
    base: { kind: 'image' as const, reference, bytes: 0 },
    reasons: ['asked for, and not in the catalogue: nothing of the image is left to it, and its size is not counted'],
  };
  const text = `the catalogue does not know ${reference}: whether it fits, and its size, are not known`;
  return { base: { ...scratch, candidate }, warnings: [warning('unknown-base', text)] };
}
