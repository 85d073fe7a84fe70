import type { Descriptor } from '../../model/descriptor.ts';
import { type Digest, digestHex } from '../../model/digest.ts';
import type { ImageIndex } from '../../model/image-index.ts';
import { parseJson } from '../../model/json.ts';
import { type Limits, limitExceeded } from '../../model/limits.ts';
import { type Manifest, parseImageIndex, parseManifest } from '../../model/manifest.ts';
import type { Referrer, ReferrerOrigin } from '../../model/referrers.ts';
import { describeMediaType, isAttestation } from '../layout/artifact.ts';
import { absentAsNull, type Repository } from './repository.ts';

/** A list of more pages is a mistake, or worse. */
const maxPages = 100;

export type ReferrerOptions = { readonly repository: Repository; readonly limits: Limits; readonly signal: AbortSignal };

/**
 * What is attached to a manifest, by whatever way it may have been.
 * @param listing the index that lists the subject, or is it; null where there is none
 * @throws InspectError
 */
export async function listReferrers(subject: Digest, listing: ImageIndex | null, options: ReferrerOptions): Promise<readonly Referrer[]> {
  const attached = (await fromApi(subject, options)) ?? (await fromTag(subject, options));
  return [...attached, ...(await fromCosignTags(subject, options)), ...fromIndex(subject, listing)];
}

/** null where the registry does not know the API. */
async function fromApi(subject: Digest, { repository, limits, signal }: ReferrerOptions): Promise<readonly Referrer[] | null> {
  const found: Descriptor[] = [];
  const where = `referrers of ${subject}`;
  let query: string | null = '';
  for (let page = 0; query !== null; page++) {
    const answer = await repository.referrers(subject, query, signal);
    if (answer === null) return page === 0 ? null : toReferrers(found, 'referrers-api');
    const index = parseImageIndex(parseJson(answer.bytes, limits, where), where);
    found.push(...index.manifests);
    if (page >= maxPages || found.length > limits.archiveMembers) throw limitExceeded(limits, 'archiveMembers', where);
    query = nextQuery(answer.headers['link']);
  }
  return toReferrers(found, 'referrers-api');
}

/** Of the address only what follows the path, as the rest is ours to choose. https://www.rfc-editor.org/rfc/rfc8288 */
function nextQuery(header = ''): string | null {
  const target = /^<([^<>]{1,4096})>\s*;\s*rel="?next"?\s*(?:,|;|$)/.exec(header)?.[1];
  const question = target?.indexOf('?') ?? -1;
  return target === undefined || question < 0 ? null : target.slice(question).split('#', 1)[0]!;
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#referrers-tag-schema */
async function fromTag(subject: Digest, { repository, limits, signal }: ReferrerOptions): Promise<readonly Referrer[]> {
  const fetched = await absentAsNull(repository.manifest(tagOf(subject), signal));
  if (fetched === null) return [];
  const where = `manifest ${tagOf(subject)}`;
  const list = parseManifest(parseJson(fetched.bytes, limits, where), where);
  return list.kind === 'index' ? toReferrers(list.manifests, 'referrers-tag') : [];
}

/** https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#tag-based-discovery */
async function fromCosignTags(subject: Digest, options: ReferrerOptions): Promise<readonly Referrer[]> {
  const found = await Promise.all(['sig', 'att', 'sbom'].map((suffix) => fromCosignTag(`${tagOf(subject)}.${suffix}`, options)));
  return found.flat();
}

async function fromCosignTag(tag: string, { repository, limits, signal }: ReferrerOptions): Promise<readonly Referrer[]> {
  const fetched = await absentAsNull(repository.manifest(tag, signal));
  if (fetched === null) return [];
  const where = `manifest ${tag}`;
  const manifest = parseManifest(parseJson(fetched.bytes, limits, where), where);
  if (manifest.kind === 'index') return toReferrers(manifest.manifests, 'cosign-tag');
  return [ofManifest(manifest, fetched.digest, fetched.bytes.length)];
}

/** Cosign says what it is only in the type of its layers; the configuration is that of an image. */
function ofManifest({ mediaType, annotations, artifactType, layers }: Manifest, digest: Digest, sizeBytes: number): Referrer {
  const type = artifactType ?? layers[0]?.mediaType ?? null;
  return {
    digest,
    mediaType,
    artifactType: type,
    description: describeMediaType(type ?? mediaType),
    sizeBytes,
    annotations,
    origin: 'cosign-tag',
  };
}

/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function fromIndex(subject: Digest, listing: ImageIndex | null): readonly Referrer[] {
  const attestations = (listing?.manifests ?? []).filter(isAttestation);
  const isListed = listing?.manifests.some(({ digest }) => digest === subject) === true;
  const own = isListed ? attestations.filter(({ annotations }) => annotations['vnd.docker.reference.digest'] === subject) : attestations;
  return toReferrers(own, 'image-index').map((referrer) => ({ ...referrer, description: 'an attestation' }));
}

function tagOf(subject: Digest): string {
  // A tag has 128 characters at most; this is what the specification makes of longer ones.
  return `${subject.slice(0, subject.indexOf(':'))}-${digestHex(subject).slice(0, 64)}`;
}

function toReferrers(descriptors: readonly Descriptor[], origin: ReferrerOrigin): readonly Referrer[] {
  return descriptors.map(({ digest, mediaType, artifactType = null, sizeBytes, annotations }) => {
    return { digest, mediaType, artifactType, description: describeMediaType(artifactType ?? mediaType), sizeBytes, annotations, origin };
  });
}
