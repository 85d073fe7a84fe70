import type { Compression } from '../tar/sniff.ts';
import { type Document, sorted, toDocument, wirePlatform } from './image-documents.ts';
import type { StagedImage, StagedLayer } from './staged-image.ts';

const indexType = 'application/vnd.oci.image.index.v1+json';
export const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const configType = 'application/vnd.oci.image.config.v1+json';
const layerType = 'application/vnd.oci.image.layer.v1.tar';

/** Of media types the specification knows but these; xz has none, and is named as people do. */
const suffixes: Readonly<Record<Compression, string>> = { none: '', gzip: '+gzip', zstd: '+zstd', xz: '+xz', bzip2: '+bzip2' };

type WireDescriptor = Readonly<Record<string, unknown>> & { readonly mediaType: string; readonly digest: string; readonly size: number };

export function layerDescriptor({ digest, storedBytes, compression }: StagedLayer): WireDescriptor {
  return { mediaType: `${layerType}${suffixes[compression]}`, digest, size: storedBytes };
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md */
export function manifestDocument({ config, layers, annotations }: StagedImage): Document {
  return toDocument({
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor(configType, config),
    layers: layers.map(layerDescriptor),
    annotations: sorted(annotations),
  });
}

export type TopDocument = Document & {
  readonly mediaType: string /** What it lists, the manifests of an index. */;
  readonly manifests: readonly Document[];
};

/** What a tag stands for: the manifest of the only image, or an index of several. https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md */
export function topDocument(images: readonly StagedImage[]): TopDocument {
  const manifests = images.map(manifestDocument);
  if (images.length === 1) return { ...manifests[0]!, mediaType: manifestType, manifests };
  const index = toDocument({
    schemaVersion: 2,
    mediaType: indexType,
    manifests: images.map(({ platform }, at) => ({ ...descriptor(manifestType, manifests[at]!), platform: wirePlatform(platform) })),
  });
  return { ...index, mediaType: indexType, manifests };
}

/** `index.json` of a layout. https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md#indexjson-file */
export function layoutIndex(images: readonly StagedImage[], tag: string): Document {
  const top = topDocument(images);
  const platform = images.length === 1 ? { platform: wirePlatform(images[0]!.platform) } : {};
  const named = { ...descriptor(top.mediaType, top), annotations: { 'org.opencontainers.image.ref.name': tag }, ...platform };
  return toDocument({ schemaVersion: 2, mediaType: indexType, manifests: [named] });
}

function descriptor(mediaType: string, { digest, bytes }: Document): WireDescriptor {
  return { mediaType, digest, size: bytes.length };
}
