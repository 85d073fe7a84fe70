import type { Descriptor } from '../../model/descriptor.ts';
import type { Digest } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { ImageIndex } from '../../model/image-index.ts';
import { parseJson } from '../../model/json.ts';
import type { Limits } from '../../model/limits.ts';
import { type Manifest, parseManifest } from '../../model/manifest.ts';
import { matchesPlatform, type Platform } from '../../model/platform.ts';
import { readKept } from '../registry/fetch-described.ts';
import type { BlobStore } from './blob-store.ts';

/** Of one index; there are seldom two of one platform. */
const maxManifests = 8;

/**
 * Digests of the stored layers of an image that was read before, by the digest of its manifest or index: one list for each image of
 * that platform. Nothing where the store does not have it.
 */
export function keptLayers(store: BlobStore, digest: Digest, platform: Platform, limits: Limits): readonly (readonly Digest[])[] {
  const top = keptManifest(store, digest, limits);
  if (top === null || top.kind === 'manifest') return top === null ? [] : [digestsOf(top)];
  const matching = top.manifests.filter((listed) => listed.platform !== undefined && matchesPlatform(platform, listed.platform));
  const manifests = matching.slice(0, maxManifests).map((listed: Descriptor) => keptManifest(store, listed.digest, limits));
  return manifests.flatMap((manifest) => (manifest?.kind === 'manifest' ? [digestsOf(manifest)] : []));
}

function digestsOf({ layers }: Manifest): readonly Digest[] {
  return layers.map(({ digest }) => digest);
}

/** What is there under that digest and is no manifest tells as little as nothing. */
function keptManifest(store: BlobStore, digest: Digest, limits: Limits): Manifest | ImageIndex | null {
  const bytes = readKept(store, { digest, sizeBytes: null }, limits.jsonBytes);
  try {
    return bytes === null ? null : parseManifest(parseJson(bytes, limits, digest), digest);
  } catch (error) {
    if (error instanceof InspectError) return null;
    throw error;
  }
}
