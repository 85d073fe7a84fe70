import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Digest, digestAlgorithm, digestHex } from '../model/digest.ts';
import { layoutIndex, topDocument } from './manifest-documents.ts';
import { syncDirectory } from './output-place.ts';
import type { StagedImage } from './staged-image.ts';
import { writeSynced } from './write-synced.ts';

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md */
export const layoutVersion = Buffer.from('{"imageLayoutVersion":"1.0.0"}');

/** Where a blob lies in a layout, relative to it. */
export function blobPath(digest: Digest): string {
  return `blobs/${digestAlgorithm(digest)}/${digestHex(digest)}`;
}

/** The documents of a layout by relative path: all but the layers. */
export function layoutDocuments(images: readonly StagedImage[], tag: string): ReadonlyMap<string, Uint8Array> {
  const top = topDocument(images);
  const documents = [...images.map(({ config }) => config), ...top.manifests, top];
  return new Map<string, Uint8Array>([
    ['oci-layout', layoutVersion],
    ['index.json', layoutIndex(images, tag).bytes],
    ...documents.map(({ digest, bytes }) => [blobPath(digest), bytes] as const),
  ]);
}

/** Makes an image layout of staged images; their layers are moved into it. `directory` is made. */
export function writeLayout(images: readonly StagedImage[], tag: string, directory: string): void {
  mkdirSync(directory);
  for (const { path, digest } of images.flatMap(({ layers }) => layers)) {
    const blob = join(directory, blobPath(digest));
    mkdirSync(dirname(blob), { recursive: true });
    // Two layers may be the same one.
    renameSync(path, blob);
  }
  for (const [path, bytes] of layoutDocuments(images, tag)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeSynced(join(directory, path), bytes);
  }
  syncDirectory(directory);
}
