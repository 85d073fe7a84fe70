import { compress, type TestCompression } from './compress.ts';
import { type BuiltImage, digestOf, type ImageInput, imageConfig, jsonBytes } from './image-config.ts';
import { packFiles } from './pack-files.ts';

/** An image of a layout, by itself or as one platform of an index. */
export type OciImageInput = ImageInput & {
  /** `org.opencontainers.image.ref.name` of the entries in `index.json`, one entry for each tag; none makes one entry without. */
  readonly tags?: readonly string[];
  readonly compression?: TestCompression;
  /** Whose media types; default `oci`. */
  readonly mediaTypes?: 'oci' | 'docker';
  /** Media type of every layer, say one that lies; default what fits `mediaTypes` and `compression`. */
  readonly layerMediaType?: string;
  /** Annotations of the manifest itself. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Annotations of its descriptor, beside the tag. */
  readonly descriptorAnnotations?: Readonly<Record<string, string>>;
  /** More fields of the manifest, or others in place of its own. */
  readonly manifestExtra?: Readonly<Record<string, unknown>>;
};

/** Several platforms behind one name: an image index in the blobs. */
export type OciIndexInput = {
  readonly platforms: readonly (OciImageInput | OciIndexInput)[];
  readonly tags?: readonly string[];
  readonly mediaTypes?: 'oci' | 'docker';
  /** One attestation manifest (platform `unknown/unknown`) for each image, as BuildKit adds them. */
  readonly attestations?: boolean;
  /** What these attestations say; default nothing. */
  readonly predicate?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly descriptorAnnotations?: Readonly<Record<string, string>>;
};

export type OciInput = OciImageInput | OciIndexInput;

/** A descriptor in wire casing. */
export type WireDescriptor = {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: BuiltImage['platform'];
};

/** Files of an OCI image layout by relative path: `oci-layout`, `index.json`, and the blobs in order of digest. A test may change the map before it packs or writes it. */
export function ociLayout(
  inputs: OciInput | readonly OciInput[],
  indexExtra: Readonly<Record<string, unknown>> = {},
): Map<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>();
  const list = isList(inputs) ? inputs : [inputs];
  const manifests = list.flatMap((input) => named(addInput(blobs, input), input));
  return ociLayoutFiles(blobs, manifests, indexExtra);
}

/** The files of a layout around blobs that are there. */
export function ociLayoutFiles(
  blobs: ReadonlyMap<string, Uint8Array>,
  manifests: readonly WireDescriptor[],
  indexExtra: Readonly<Record<string, unknown>> = {},
): Map<string, Uint8Array> {
  const index = { schemaVersion: 2, mediaType: ociTypes.index, manifests, ...indexExtra };
  return new Map([
    ['oci-layout', jsonBytes({ imageLayoutVersion: '1.0.0' })],
    ['index.json', jsonBytes(index)],
    ...[...blobs].sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

/** The same as one uncompressed tar. */
export function ociArchive(inputs: OciInput | readonly OciInput[], indexExtra?: Readonly<Record<string, unknown>>): Uint8Array {
  return packFiles(ociLayout(inputs, indexExtra));
}

/** An image manifest in wire casing. */
export type WireManifest = {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly config: WireDescriptor;
  readonly layers: readonly WireDescriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
};

/** Puts the blobs of an image in `blobs`, its manifest too. */
export function addImage(
  blobs: Map<string, Uint8Array>,
  input: OciImageInput,
): { readonly descriptor: WireDescriptor; readonly manifest: WireManifest } {
  const image = imageConfig(input);
  const types = mediaTypesOf(input.mediaTypes);
  const compression = input.compression ?? 'none';
  const layerType = input.layerMediaType ?? (compression === 'gzip' ? types.gzipLayer : types.layer);
  const manifest: WireManifest = {
    schemaVersion: 2,
    mediaType: types.manifest,
    config: addBlob(blobs, types.config, image.config),
    layers: image.layers.map(({ tar }) => addBlob(blobs, layerType, compress(tar, compression))),
    ...(input.annotations === undefined ? {} : { annotations: input.annotations }),
    ...input.manifestExtra,
  };
  return { manifest, descriptor: { ...addBlob(blobs, types.manifest, jsonBytes(manifest)), platform: image.platform } };
}

const ociTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
  gzipLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
};

const dockerTypes: typeof ociTypes = {
  index: 'application/vnd.docker.distribution.manifest.list.v2+json',
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar',
  gzipLayer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
};

function mediaTypesOf(kind: 'oci' | 'docker' = 'oci'): typeof ociTypes {
  return kind === 'oci' ? ociTypes : dockerTypes;
}

function isList(inputs: OciInput | readonly OciInput[]): inputs is readonly OciInput[] {
  return Array.isArray(inputs);
}

function addInput(blobs: Map<string, Uint8Array>, input: OciInput): WireDescriptor {
  const descriptor = 'platforms' in input ? addIndex(blobs, input) : addImage(blobs, input).descriptor;
  const annotations = input.descriptorAnnotations;
  return annotations === undefined ? descriptor : { ...descriptor, annotations };
}

function addIndex(blobs: Map<string, Uint8Array>, input: OciIndexInput): WireDescriptor {
  const type = mediaTypesOf(input.mediaTypes).index;
  const images = input.platforms.map((platform) => addInput(blobs, platform));
  const attestations = input.attestations === true ? images.map((image) => addAttestation(blobs, image, input.predicate ?? {})) : [];
  const annotations = input.annotations === undefined ? {} : { annotations: input.annotations };
  const index = { schemaVersion: 2, mediaType: type, manifests: [...images, ...attestations], ...annotations };
  return addBlob(blobs, type, jsonBytes(index));
}

/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function addAttestation(
  blobs: Map<string, Uint8Array>,
  subject: WireDescriptor,
  predicate: Readonly<Record<string, unknown>>,
): WireDescriptor {
  const statement = jsonBytes({
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: 'https://slsa.dev/provenance/v0.2',
    subject: [{ name: 'image', digest: { sha256: subject.digest.slice('sha256:'.length) } }],
    predicate,
  });
  const config = { architecture: 'unknown', os: 'unknown', config: {}, rootfs: { type: 'layers', diff_ids: [digestOf(statement)] } };
  const manifest = {
    schemaVersion: 2,
    mediaType: ociTypes.manifest,
    config: addBlob(blobs, ociTypes.config, jsonBytes(config)),
    layers: [
      {
        ...addBlob(blobs, 'application/vnd.in-toto+json', statement),
        annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2' },
      },
    ],
  };
  return {
    ...addBlob(blobs, ociTypes.manifest, jsonBytes(manifest)),
    annotations: { 'vnd.docker.reference.digest': subject.digest, 'vnd.docker.reference.type': 'attestation-manifest' },
    platform: { os: 'unknown', architecture: 'unknown' },
  };
}

function addBlob(blobs: Map<string, Uint8Array>, mediaType: string, content: Uint8Array): WireDescriptor {
  const digest = digestOf(content);
  blobs.set(`blobs/${digest.replace(':', '/')}`, content);
  return { mediaType, digest, size: content.length };
}

/** One descriptor for each tag, or the descriptor itself. */
function named(descriptor: WireDescriptor, { tags = [] }: OciInput): readonly WireDescriptor[] {
  if (tags.length === 0) return [descriptor];
  return tags.map((tag) => ({ ...descriptor, annotations: { ...descriptor.annotations, 'org.opencontainers.image.ref.name': tag } }));
}
