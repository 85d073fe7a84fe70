import type { Node } from '../../filesystem/image-tree.ts';
import { type CatalogueBase, systemPackages } from './base-catalogue.ts';
import type { KeptContent } from './kept-content.ts';

/** What taking a base comes to, beside putting everything onto nothing. */
export type BaseWorth = {
  /** What it brings that would otherwise be missing, or have to come from the image, of `brings`. */
  readonly gains: readonly string[];
  /** To what is kept; negative where it becomes smaller. */
  readonly addedShare: number;
  /** Whether the result would have more bytes than the image that it is made of. */
  readonly isLargerThanImage: boolean;
  readonly isWorthIt: boolean;
};

/** A base that others keep up to date is worth that much more; of large images less, and never more than this. */
const maxShare = 1 / 3;
const largeShare = 1 / 4;
const largeBytes = 2.5e6;

/** @param runtime what the base has in the place of the image's own runtime, of `brings`; null where that stays */
export function baseWorth(
  base: CatalogueBase,
  content: KeptContent,
  brought: ReadonlySet<Node>,
  runtime: string | null,
  imageBytes: number,
): BaseWorth {
  const addedBytes = base.bytes - content.bytesOf(brought);
  const gains = base.brings.filter((label) => label === runtime || isGain(label, content, brought));
  const isLargerThanImage = content.bytes + addedBytes > imageBytes;
  const isLittle = addedBytes <= Math.min(maxShare * content.bytes, largeShare * content.bytes + largeBytes);
  return {
    gains,
    addedShare: content.bytes === 0 ? Number.POSITIVE_INFINITY : addedBytes / content.bytes,
    isLargerThanImage,
    isWorthIt: gains.length > 0 && isLittle && !isLargerThanImage,
  };
}

/** Users and `/tmp` every plan makes, so that they are none. */
function isGain(label: string, { byPackage, hasCertificates, hasZones }: KeptContent, brought: ReadonlySet<Node>): boolean {
  if (label === 'CA certificates') return !hasCertificates;
  if (label === 'time zones') return !hasZones;
  const pattern = systemPackages[label];
  return pattern !== undefined && [...byPackage].some(([{ name }, nodes]) => pattern.test(name) && nodes.some((node) => brought.has(node)));
}

/** Why a base that fits comes where it does. */
export function worthReason({ gains, addedShare, isLargerThanImage, isWorthIt }: BaseWorth): string {
  if (gains.length === 0) return 'what it would bring is kept of the image, or needed by nothing';
  if (isLargerThanImage) return 'it would be larger than the image is now';
  const added = addedShare <= 0 ? 'it is no larger than on scratch' : `it adds ${percent(addedShare)} to what is kept`;
  return isWorthIt ? `its makers keep up to date what it brings: ${gains.join(', ')}; ${added}` : added;
}

/** Why nothing is taken for a base, by those that fit. */
export function scratchReason(fitting: readonly BaseWorth[]): string {
  if (fitting.length === 0) return 'no base of the catalogue fits';
  const useful = fitting.filter(({ gains }) => gains.length > 0).sort((a, b) => a.addedShare - b.addedShare);
  const [least] = useful;
  if (least === undefined) return 'what the bases that fit would bring is kept of the image, or needed by nothing';
  if (least.isLargerThanImage) return 'on any base that fits it would be larger than the image is now';
  return `the smallest base that fits and brings something would add ${percent(least.addedShare)} to what is kept`;
}

function percent(share: number): string {
  return `${Math.max(1, Math.round(100 * share))} %`;
}
