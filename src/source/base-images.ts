import type { BaseImage } from '../model/base-image.ts';
import { parseBuildInfo } from '../model/build-info-parser.ts';
import { isDigest } from '../model/digest.ts';
import { InspectError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import type { ImageConfig } from '../model/image-config.ts';
import type { Limits } from '../model/limits.ts';
import { BlobStore } from './store/blob-store.ts';
import { keptLayers } from './store/kept-layers.ts';

export type BaseOptions = { readonly storeDirectory: string | null; readonly limits: Limits };

/** A build of many stages pulls some dozens. */
const maxLookedUp = 256;

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md#pre-defined-annotation-keys */
const digestLabel = 'org.opencontainers.image.base.digest';

/**
 * What an image says of those that it was built on: its provenance, its configuration, its labels. Of those that are named by a
 * digest alone the layers are looked up in the store, which has the manifests of what was read from registries.
 */
export function baseImages(
  { config, bases: ofProvenance = [] }: Pick<Image, 'config' | 'bases'>,
  { storeDirectory, limits }: BaseOptions,
): { readonly bases: readonly BaseImage[]; readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  const said = [...ofProvenance, ...ofBuildInfo(config, limits, warnings), ...ofLabels(config)];
  if (storeDirectory === null) return { bases: said, warnings };
  const store = new BlobStore(storeDirectory);
  const lookUp = (base: BaseImage, index: number): readonly BaseImage[] =>
    base.digest === null || base.layers !== null || index >= maxLookedUp
      ? [base]
      : [base, ...keptLayers(store, base.digest, config.platform, limits).map((layers) => ({ ...base, layers }))];
  return { bases: said.flatMap(lookUp), warnings };
}

function ofBuildInfo({ buildInfo }: ImageConfig, limits: Limits, warnings: string[]): readonly BaseImage[] {
  try {
    return buildInfo === undefined ? [] : parseBuildInfo(buildInfo, limits);
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    warnings.push(`${error.message}: what the image was built on is not known from there`);
    return [];
  }
}

function ofLabels({ config: { labels } }: ImageConfig): readonly BaseImage[] {
  const digest = Object.hasOwn(labels, digestLabel) ? labels[digestLabel] : null;
  return isDigest(digest) ? [{ saidBy: 'label', digest, layers: null }] : [];
}
