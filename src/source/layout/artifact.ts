import type { Descriptor } from '../../model/descriptor.ts';
import type { ImageIndex } from '../../model/image-index.ts';
import type { Manifest } from '../../model/manifest.ts';
import { isConfigType, isLayerType } from '../../model/media-type.ts';
import { provenanceType } from '../../model/provenance-parser.ts';

const words: readonly (readonly [part: string, word: string])[] = [
  ['vnd.dev.cosign.simplesigning', 'a cosign signature'],
  ['vnd.dev.cosign', 'a cosign artifact'],
  ['vnd.dev.sigstore.bundle', 'a Sigstore bundle'],
  ['vnd.cncf.notary', 'a Notary signature'],
  ['vnd.in-toto', 'an attestation'],
  ['vnd.dsse.envelope', 'an attestation'],
  ['vnd.cncf.helm', 'a Helm chart'],
  ['vnd.wasm', 'a WebAssembly module'],
  ['spdx', 'an SBOM'],
  ['cyclonedx', 'an SBOM'],
  ['vnd.docker.plugin', 'a Docker engine plugin'],
  ['vnd.buildkit.cacheconfig', 'a BuildKit cache'],
  ['vnd.docker.distribution.manifest.v1', "an image of Docker's schema 1, which is not supported"],
];

/** What a manifest is for when it is no image; null for images. https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md#guidelines-for-artifact-usage */
export function describeArtifact(manifest: Manifest): string | null {
  const configType = manifest.config.mediaType;
  const [firstLayer] = manifest.layers;
  if (manifest.artifactType !== null && !isConfigType(manifest.artifactType)) return describeMediaType(manifest.artifactType);
  if (configType === 'application/vnd.oci.empty.v1+json') return describeMediaType(firstLayer?.mediaType ?? configType);
  if (configType !== '' && !isConfigType(configType)) return describeMediaType(configType);
  const isOther = firstLayer !== undefined && !manifest.layers.some(({ mediaType }) => isLayerType(mediaType));
  return isOther ? describeMediaType(firstLayer.mediaType) : null;
}

export function describeMediaType(mediaType: string): string {
  const known = words.find(([part]) => mediaType.includes(part));
  return known?.[1] ?? `an artifact of type ${mediaType}`;
}

/** Of which manifest an attestation speaks; null where it is none, or does not say. */
export function attestedDigest(descriptor: Descriptor): string | null {
  return isAttestation(descriptor) ? (descriptor.annotations['vnd.docker.reference.digest'] ?? null) : null;
}

/** BuildKit stores attestations beside the images of an index. https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
export function isAttestation({ annotations, platform }: Descriptor): boolean {
  if (annotations['vnd.docker.reference.type'] === 'attestation-manifest') return true;
  return platform?.os === 'unknown' && platform.architecture === 'unknown';
}

/** The statements of an attestation manifest that say how the image was built. An SBOM may stand beside them. */
export function provenanceLayers(manifest: Manifest | ImageIndex): readonly Descriptor[] {
  if (manifest.kind === 'index') return [];
  return manifest.layers.filter(({ annotations }) => annotations['in-toto.io/predicate-type']?.startsWith(provenanceType) === true);
}
