import type { Descriptor } from '../../model/descriptor.ts';
import type { Digest } from '../../model/digest.ts';
import type { ImageIndex } from '../../model/image-index.ts';
import { type Limits, limitExceeded } from '../../model/limits.ts';
import type { Manifest } from '../../model/manifest.ts';
import { isIndexType, isManifestType } from '../../model/media-type.ts';
import type { Platform } from '../../model/platform.ts';
import type { ImageFiles } from '../image-files.ts';
import { matchingNames } from '../image-name.ts';
import type { ImageGroup, LoadedImage, Offer, OtherContent } from '../offer.ts';
import { hasBlob } from '../read-document.ts';
import { attestedDigest, isAttestation } from './artifact.ts';
import { describeDescriptor, describeManifest } from './describe-manifest.ts';
import { loadManifest, readConfig, readManifest } from './load-manifest.ts';
import { withProvenance } from './read-provenance.ts';
import { groupEntries, type TopEntry, topEntries } from './top-entry.ts';

export type Collection = { readonly groups: readonly ImageGroup[]; readonly others: readonly OtherContent[] };

/** State of one walk over a layout. */
type Walk = {
  readonly files: ImageFiles;
  readonly limits: Limits;
  readonly others: OtherContent[];
  /** By configuration, so that many manifests of one cost no more than one. */
  readonly platforms: Map<Digest, Platform>;
  /** By the digest of the manifest that they speak of. */
  readonly attestations: Map<string, Descriptor>;
  listed: number;
};

type Listed = { readonly descriptor: Descriptor; readonly listedBy: Digest };

/**
 * The images of a layout, nested indexes included, attestations left out. Where `name` is one that `index.json` gives, only that
 * entry is read, so that another one that is broken does no harm.
 * @throws InspectError
 */
export function collectImages(files: ImageFiles, index: ImageIndex, name: string | null, limits: Limits): Collection {
  const walk: Walk = { files, limits, others: [], platforms: new Map(), attestations: new Map(), listed: 0 };
  const all = topEntries(index);
  const named = name === null ? [] : matchingNames(all, name);
  const entries = named.length > 0 ? named : all;
  const groups = groupEntries(entries.map((entry) => ({ names: entry.names, offers: collectEntry(walk, entry) })));
  return { groups, others: walk.others };
}

function collectEntry(walk: Walk, { descriptor, names }: TopEntry): readonly Offer[] {
  const offers: Offer[] = [];
  const seen = new Set<Digest>();
  const pending: Listed[] = [{ descriptor, listedBy: descriptor.digest }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    noteAttestation(walk, next.descriptor);
    if (seen.has(next.descriptor.digest) || isAttestation(next.descriptor)) continue;
    seen.add(next.descriptor.digest);
    const found = examine(walk, next);
    if (found.kind === 'offer') offers.push(found.offer);
    else if (found.kind === 'other') walk.others.push({ names, digest: descriptor.digest, description: found.description });
    else
      pending.push(
        ...count(walk, found.manifests)
          .map((child) => ({ descriptor: child, listedBy: next.descriptor.digest }))
          .reverse(),
      );
  }
  return offers;
}

/** Every image of an index is loaded after all of it was listed. */
function noteAttestation({ attestations }: Walk, descriptor: Descriptor): void {
  const subject = attestedDigest(descriptor);
  if (subject !== null) attestations.set(subject, descriptor);
}

type Found =
  | { readonly kind: 'offer'; readonly offer: Offer }
  | { readonly kind: 'other'; readonly description: string }
  | { readonly kind: 'list'; readonly manifests: readonly Descriptor[] };

function examine(walk: Walk, listed: Listed): Found {
  const { mediaType, digest } = listed.descriptor;
  const isKnown = mediaType === '' || isIndexType(mediaType) || isManifestType(mediaType);
  if (!isKnown) return { kind: 'other', description: describeDescriptor(listed.descriptor) };
  if (!hasBlob(walk.files, digest)) return { kind: 'offer', offer: absentOffer(walk, listed) };
  const manifest = readManifest(walk.files, listed.descriptor, walk.limits);
  if (manifest.kind === 'index') return { kind: 'list', manifests: manifest.manifests };
  const description = describeManifest(manifest);
  return description === null ? { kind: 'offer', offer: presentOffer(walk, listed, manifest) } : { kind: 'other', description };
}

function presentOffer({ files, limits, platforms, attestations }: Walk, { descriptor, listedBy }: Listed, { config }: Manifest): Offer {
  const readPlatform = (): Platform => {
    const known = descriptor.platform ?? platforms.get(config.digest);
    if (known !== undefined) return known;
    const { platform } = readConfig(files, config, limits);
    platforms.set(config.digest, platform);
    return platform;
  };
  const digests = [...new Set([descriptor.digest, config.digest, listedBy])];
  const load = (): LoadedImage =>
    withProvenance(loadManifest(files, descriptor, limits), files, attestations.get(descriptor.digest), limits);
  return { listedBy, digests, readPlatform, isPresent: true, load };
}

/** Loading it says what is missing. */
function absentOffer({ files, limits }: Walk, { descriptor, listedBy }: Listed): Offer {
  const readPlatform = (): Platform | null => descriptor.platform ?? null;
  const digests = [...new Set([descriptor.digest, listedBy])];
  return { listedBy, digests, readPlatform, isPresent: false, load: () => loadManifest(files, descriptor, limits) };
}

/** An index may list another one many times over, and that again. */
function count(walk: Walk, manifests: readonly Descriptor[]): readonly Descriptor[] {
  walk.listed += manifests.length;
  if (walk.listed > walk.limits.archiveMembers) throw limitExceeded(walk.limits, 'archiveMembers', 'image index');
  return manifests;
}
