import type { Descriptor } from '../../model/descriptor.ts';
import type { Digest } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { ImageIndex } from '../../model/image-index.ts';
import { limitExceeded } from '../../model/limits.ts';
import { parseManifest } from '../../model/manifest.ts';
import { isIndexType, isManifestType } from '../../model/media-type.ts';
import type { Platform } from '../../model/platform.ts';
import { attestedDigest, isAttestation } from '../layout/artifact.ts';
import { describeDescriptor, describeManifest } from '../layout/describe-manifest.ts';
import type { LoadedImage, Offer } from '../offer.ts';
import { fetchManifest } from './fetch-described.ts';
import { withProvenance } from './fetch-provenance.ts';
import { loadListed, readConfig } from './load-image.ts';
import type { LayerOptions } from './registry-layer.ts';

/** Manifests that are fetched because an index does not say what they are for. */
const maxFetched = 64;

export type Collected = {
  readonly offers: readonly Offer[];
  /** What is listed beside images, in words. */
  readonly others: readonly { readonly digest: Digest; readonly description: string }[];
};

type Found =
  | { readonly kind: 'offer'; readonly offer: Offer }
  | { readonly kind: 'other'; readonly description: string }
  | { readonly kind: 'list'; readonly index: ImageIndex };

/**
 * The images that an index lists, nested ones included, attestations left out. Only what does not say its platform is fetched.
 * @throws InspectError
 */
export async function collectOffers(top: ImageIndex, topDigest: Digest, layerOptions: LayerOptions): Promise<Collected> {
  const attestations = new Map<string, Descriptor>();
  const options = { ...layerOptions, attestations };
  const offers: Offer[] = [];
  const others: { digest: Digest; description: string }[] = [];
  const seen = new Set<Digest>();
  const pending = childrenOf(top, topDigest);
  let fetched = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { descriptor, listedBy } = next;
    const subject = attestedDigest(descriptor);
    if (subject !== null) attestations.set(subject, descriptor);
    if (seen.has(descriptor.digest) || isAttestation(descriptor)) continue;
    seen.add(descriptor.digest);
    const isFetched = needsFetching(descriptor);
    if (isFetched && ++fetched > maxFetched) {
      throw new InspectError('limit', `image index ${topDigest}: more than ${maxFetched} manifests that do not say their platform`);
    }
    const found = isFetched ? await examine(descriptor, listedBy, options) : describeListed(descriptor, listedBy, options);
    if (found.kind === 'offer') offers.push(found.offer);
    else if (found.kind === 'other') others.push({ digest: descriptor.digest, description: found.description });
    else pending.push(...childrenOf(found.index, descriptor.digest));
    if (seen.size + pending.length > options.limits.archiveMembers) throw limitExceeded(options.limits, 'archiveMembers', 'image index');
  }
  return { offers, others };
}

/** With the attestations of an index by the manifest that they speak of: whole before any image is loaded. */
type Collecting = LayerOptions & { readonly attestations: ReadonlyMap<string, Descriptor> };

type Listed = { readonly descriptor: Descriptor; readonly listedBy: Digest };

/** The last first, as they are taken from the end. */
function childrenOf(index: ImageIndex, listedBy: Digest): Listed[] {
  return index.manifests.map((descriptor) => ({ descriptor, listedBy })).reverse();
}

function needsFetching({ mediaType, platform, artifactType }: Descriptor): boolean {
  if (isIndexType(mediaType)) return true;
  return (mediaType === '' || isManifestType(mediaType)) && platform === undefined && artifactType === undefined;
}

function describeListed(descriptor: Descriptor, listedBy: Digest, options: Collecting): Found {
  const { mediaType, platform } = descriptor;
  const isManifest = mediaType === '' || isManifestType(mediaType);
  if (!isManifest || platform === undefined) return { kind: 'other', description: describeDescriptor(descriptor) };
  return { kind: 'offer', offer: toOffer(descriptor, platform, listedBy, options) };
}

async function examine(descriptor: Descriptor, listedBy: Digest, options: Collecting): Promise<Found> {
  const manifest = parseManifest(await fetchManifest(options, descriptor), `manifest ${descriptor.digest}`);
  if (manifest.kind === 'index') return { kind: 'list', index: manifest };
  const description = describeManifest(manifest);
  if (description !== null) return { kind: 'other', description };
  const { platform } = await readConfig(manifest, options);
  return { kind: 'offer', offer: toOffer(descriptor, platform, listedBy, options) };
}

function toOffer(descriptor: Descriptor, platform: Platform, listedBy: Digest, options: Collecting): Offer {
  const digests = [...new Set([descriptor.digest, listedBy])];
  const load = (): Promise<LoadedImage> =>
    withProvenance(loadListed(descriptor, options), options.attestations.get(descriptor.digest), options);
  return { listedBy, digests, readPlatform: () => platform, isPresent: true, load };
}
