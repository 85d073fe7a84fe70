import type { Descriptor } from '../../model/descriptor.ts';
import type { Manifest } from '../../model/manifest.ts';
import { isConfigType } from '../../model/media-type.ts';
import { describeArtifact, describeMediaType } from './artifact.ts';

/** What a manifest is that is no image, with its type; null for images. */
export function describeManifest(manifest: Manifest): string | null {
  const description = describeArtifact(manifest);
  if (description === null) return null;
  return withType(description, artifactTypeOf(manifest));
}

/** The same for what only its descriptor is known of. */
export function describeDescriptor({ artifactType, mediaType }: Pick<Descriptor, 'artifactType' | 'mediaType'>): string {
  return withType(describeMediaType(artifactType ?? mediaType), artifactType ?? '');
}

/** A signature may have the type of an image. */
function withType(description: string, type: string): string {
  return type === '' || isConfigType(type) || description.includes(type) ? description : `${description} (artifactType ${type})`;
}

const emptyConfig = 'application/vnd.oci.empty.v1+json';

/** As a registry derives it, too. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers */
export function artifactTypeOf({ artifactType, config, layers }: Pick<Manifest, 'artifactType' | 'config' | 'layers'>): string {
  if (artifactType !== null) return artifactType;
  return config.mediaType === emptyConfig || config.mediaType === '' ? (layers[0]?.mediaType ?? '') : config.mediaType;
}
