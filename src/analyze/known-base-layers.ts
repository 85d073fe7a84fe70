import type { BaseImage } from '../model/base-image.ts';
import type { Image } from '../model/image.ts';

/**
 * How many of the lowest layers are those of an image that the build pulled: `exact` where the builder says it of this build, and the
 * layers of all that it pulled are known; null otherwise. At `least` where some are not known, or a label says it, which may speak of
 * the base of the base. Of several images, as of the stages of a build, the one with the most layers counts: only it can be the base.
 */
export function knownBaseLayers({ layers, bases = [] }: Pick<Image, 'layers' | 'bases'>): {
  readonly exact: number | null;
  readonly least: number;
} {
  const least = mostShared(layers, bases);
  const ofBuilder = bases.filter(({ saidBy }) => saidBy !== 'label');
  const exact = mostShared(layers, ofBuilder);
  return { exact: exact > 0 && exact === least && areAllKnown(ofBuilder) ? exact : null, least };
}

function mostShared(layers: Image['layers'], bases: readonly BaseImage[]): number {
  return bases.reduce((most, base) => Math.max(most, sharedLayers(layers, base)), 0);
}

/** Whether no other of them can have more of the image's layers. */
function areAllKnown(bases: readonly BaseImage[]): boolean {
  // BuildKit's `mode=max`, where it tells layers, tells those of every image, without digests.
  if (bases.some(({ digest, layers }) => digest === null && layers !== null)) return true;
  const known = new Set(bases.flatMap(({ digest, layers }) => (layers === null ? [] : [digest])));
  return bases.every(({ digest }) => known.has(digest));
}

/** 0 unless the image begins with all layers of the other. */
function sharedLayers(layers: Image['layers'], { layers: ofBase }: BaseImage): number {
  if (ofBase === null || ofBase.length > layers.length) return 0;
  const isSame = (name: string, index: number): boolean => name === layers[index]!.digest || name === layers[index]!.diffId;
  return ofBase.every(isSame) ? ofBase.length : 0;
}
