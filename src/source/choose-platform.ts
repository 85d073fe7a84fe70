import { InspectError } from '../model/errors.ts';
import { formatPlatform, matchesPlatform, type Platform } from '../model/platform.ts';
import { shortList } from './choose-image.ts';
import type { Offer } from './offer.ts';

export type PlatformOptions = { readonly platform: Platform | null; readonly hostPlatform: Platform };

export type PlatformChoice = { readonly offer: Offer; readonly warnings: readonly string[] };

type Candidate = { readonly offer: Offer; readonly platform: Platform | null };

/**
 * What was asked for; else what the host runs; else the only one that is there.
 * @throws InspectError `no-such-platform`, or `ambiguous-image` where several images without a name are for one platform
 */
export function choosePlatform(offers: readonly Offer[], { platform, hostPlatform }: PlatformOptions): PlatformChoice {
  const candidates = offers.map((offer) => ({ offer, platform: offer.readPlatform() }));
  const present = candidates.filter(({ offer }) => offer.isPresent);
  const wanted = platform ?? hostPlatform;
  const matching = candidates.filter((candidate) => candidate.platform !== null && matchesPlatform(wanted, candidate.platform));
  const matchingPresent = matching.filter(({ offer }) => offer.isPresent);
  if (matchingPresent.length > 0) return nearest(wanted, matchingPresent);
  const [onlyPresent, second] = present;
  if (platform === null && onlyPresent !== undefined && second === undefined) {
    return { offer: onlyPresent.offer, warnings: [otherPlatform(onlyPresent.platform, wanted)] };
  }
  // Listed and not there: loading it says which blob is missing.
  const [absent] = platform === null && present.length === 0 ? candidates : matching;
  if (absent !== undefined) return { offer: absent.offer, warnings: [] };
  throw new InspectError('no-such-platform', `expected an image for ${formatPlatform(wanted)}, got ${listed(candidates)}`);
}

/** Among variants the one that `os/arch` alone stands for: v7 of arm, of the others the oldest, which runs on all. */
function nearest(wanted: Platform, matching: readonly Candidate[]): PlatformChoice {
  const direction = wanted.architecture === 'arm' ? -1 : 1;
  const sorted = matching.toSorted((a, b) => direction * compare(variantOf(a), variantOf(b)));
  const [first, ...rest] = sorted as [Candidate, ...Candidate[]];
  const equal = rest.filter((candidate) => variantOf(candidate) === variantOf(first));
  if (equal.length === 0) return { offer: first.offer, warnings: [] };
  if (equal.every(({ offer }) => offer.listedBy === first.offer.listedBy))
    return { offer: first.offer, warnings: [firstOf(wanted, equal.length + 1)] };
  const digests = [first, ...equal].map(({ offer }) => offer.digests[0] ?? 'one without a name');
  throw new InspectError(
    'ambiguous-image',
    `expected one image, or its digest after --image, got ${digests.length}: ${shortList(digests)}`,
  );
}

function variantOf({ platform }: Candidate): string {
  return platform?.variant ?? (platform?.architecture === 'arm' ? 'v7' : '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function firstOf(wanted: Platform, count: number): string {
  return `${count} images are for ${formatPlatform(wanted)}: took the first`;
}

function otherPlatform(found: Platform | null, wanted: Platform): string {
  if (found === null || found.os === 'unknown') return 'the image does not say which platform it is for';
  return `the image is for ${formatPlatform(found)}, not for ${formatPlatform(wanted)}: taken as it is the only one`;
}

function listed(candidates: readonly Candidate[]): string {
  return shortList([
    ...new Set(candidates.map(({ platform }) => (platform === null ? 'one that does not say' : formatPlatform(platform)))),
  ]);
}
