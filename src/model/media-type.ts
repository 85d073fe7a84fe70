/** https://github.com/opencontainers/image-spec/blob/v1.1.0/media-types.md and Docker's names for the same things. */
const indexTypes: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

const manifestTypes: readonly string[] = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

const configTypes: readonly string[] = ['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json'];

export function isIndexType(mediaType: string): boolean {
  return indexTypes.includes(mediaType);
}

export function isManifestType(mediaType: string): boolean {
  return manifestTypes.includes(mediaType);
}

export function isConfigType(mediaType: string): boolean {
  return configTypes.includes(mediaType);
}

/** Docker's first manifest format, signed or not, which no registry takes any more. */
export function isSchema1Type(mediaType: string): boolean {
  return mediaType.startsWith('application/vnd.docker.distribution.manifest.v1+');
}

/** Whether it is the changeset of an image, in whatever format; signatures and attestations lie in `layers` as well and are not. */
export function isLayerType(mediaType: string): boolean {
  return mediaType === '' || mediaType.includes('.image.layer.') || mediaType.includes('.image.rootfs.') || isTarType(mediaType);
}

/** Whether a layer says that registries need not have it, as those of older Windows images. */
export function isForeignType(mediaType: string): boolean {
  return mediaType.includes('.nondistributable.') || mediaType.includes('.rootfs.foreign.');
}

/** Whether a layer says that it is a tar, compressed or not; which compression is sniffed, as media types lie about it. */
export function isTarType(mediaType: string): boolean {
  return mediaType === '' || /[./+]x?-?g?tar(?:$|[.+-])/.test(mediaType);
}
