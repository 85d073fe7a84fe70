import type { TestCompression } from './compress.ts';
import { legacyFiles } from './docker-archive-legacy.ts';
import { qualified, repositories, repoTags, tagOf } from './docker-names.ts';
import { type ImageInput, jsonBytes } from './image-config.ts';
import type { EntryInput } from './layers.ts';
import { addImage, ociLayoutFiles, type WireDescriptor } from './oci-layout.ts';
import { packFiles } from './pack-files.ts';

export type DockerImageInput = ImageInput & {
  /** `name:tag`; none makes an image that only its digest names. */
  readonly names?: readonly string[];
  /** Of the layers, as an engine with the image store of containerd saves them; only in the form `oci`. */
  readonly compression?: TestCompression;
};

export type DockerArchiveOptions = {
  /**
   * `oci`, the default, is what `docker save` writes since 25: an image layout with a `manifest.json`. `legacy` is what it wrote
   * before: `<id>/layer.tar`, `<hex>.json`, `repositories`, and a symlink where a layer was written already.
   */
  readonly form?: 'oci' | 'legacy';
};

/** The tar that `docker save` writes. */
export function dockerArchive(inputs: DockerImageInput | readonly DockerImageInput[], options: DockerArchiveOptions = {}): Uint8Array {
  return packFiles(dockerArchiveFiles(inputs, options));
}

/** Its members by relative path, for tests that take some out or change them before `packFiles`. */
export function dockerArchiveFiles(
  inputs: DockerImageInput | readonly DockerImageInput[],
  options: DockerArchiveOptions = {},
): Map<string, EntryInput> {
  const list = isList(inputs) ? inputs : [inputs];
  const files = options.form === 'legacy' ? legacyFiles(list) : ociFormFiles(list);
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isList(inputs: DockerImageInput | readonly DockerImageInput[]): inputs is readonly DockerImageInput[] {
  return Array.isArray(inputs);
}

function ociFormFiles(inputs: readonly DockerImageInput[]): ReadonlyMap<string, EntryInput> {
  const blobs = new Map<string, Uint8Array>();
  const built = inputs.map((input) => ({ input, ...addImage(blobs, input) }));
  const images = built.map(({ input, manifest }) => ({
    Config: blobPath(manifest.config),
    RepoTags: repoTags(input),
    Layers: manifest.layers.map(blobPath),
  }));
  return new Map<string, EntryInput>([
    ...ociLayoutFiles(
      blobs,
      built.flatMap(({ input, descriptor }) => namedDescriptors(descriptor, input.names ?? [])),
    ),
    ['manifest.json', jsonBytes(images)],
    ...repositories(built.map(({ input, manifest }) => ({ ...input, top: manifest.config.digest.slice('sha256:'.length) }))),
  ]);
}

function blobPath({ digest }: WireDescriptor): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function namedDescriptors(descriptor: WireDescriptor, names: readonly string[]): readonly WireDescriptor[] {
  // docker save names no platform in these descriptors.
  const { platform: _, ...bare } = descriptor;
  if (names.length === 0) return [bare];
  return names.map((name) => ({
    ...bare,
    annotations: { 'io.containerd.image.name': qualified(name), 'org.opencontainers.image.ref.name': tagOf(name) },
  }));
}
