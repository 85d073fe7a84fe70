import type { Descriptor } from '../model/descriptor.ts';
import type { DiffId, Digest } from '../model/digest.ts';
import { InspectError } from '../model/errors.ts';
import type { ArrivedLayer, Layer, LayerBlob } from '../model/image.ts';
import { type Limits, limitExceeded } from '../model/limits.ts';
import { isTarType } from '../model/media-type.ts';
import { looksLikeTar, sniffCompression } from '../tar/sniff.ts';
import type { ImageFiles } from './image-files.ts';
import { inPlace } from './in-place.ts';
import { notDistributed } from './not-distributed.ts';
import { findBlob } from './read-document.ts';
import { readStored } from './read-stored.ts';
import { arrivedLayer, type StoredFile, toLayerBlob } from './stored-file.ts';

export type LayerList = { readonly layers: readonly Layer[]; readonly blobs: readonly LayerBlob[] };

/** One stored layer, as its manifest names it. */
export type StoredLayer = { readonly blob: StoredFile; readonly digest: Digest | null; readonly mediaType: string | null };

/** As much as it takes to tell what a layer is: a tar header. */
const headBytes = 512;

/** @throws InspectError `missing-blob`, `size-mismatch` or `unsupported` */
export function findLayer(files: ImageFiles, descriptor: Descriptor, index: number): StoredLayer {
  return inPlace(`layer ${index} (${descriptor.digest})`, () => {
    const blob = findStored(files, descriptor);
    checkFormat(blob, descriptor.mediaType);
    return { blob, digest: descriptor.digest, mediaType: descriptor.mediaType || null };
  });
}

function findStored(files: ImageFiles, descriptor: Descriptor): StoredFile {
  try {
    return findBlob(files, descriptor);
  } catch (error) {
    throw notDistributed(error, descriptor.mediaType);
  }
}

/**
 * Joins the layers of a manifest and the DiffIDs of a configuration.
 * @throws InspectError for a layer that has come by and is not what they say
 */
export function toLayerList(diffIds: readonly DiffId[], stored: readonly StoredLayer[]): LayerList {
  const layers = diffIds.map((diffId, index) => inPlace(`layer ${index}`, () => toLayer(diffId, stored[index]!, index)));
  return { layers, blobs: stored.map(({ blob }) => toLayerBlob(blob)) };
}

/** Before any blob is looked up. */
export function checkLayerCount(count: number, diffIds: readonly DiffId[], limits: Limits, where: string): void {
  if (count !== diffIds.length) {
    const expectation = `expected ${diffIds.length} layers, as the configuration has DiffIDs`;
    throw new InspectError('malformed-manifest', `${where}: ${expectation}, got ${count}`);
  }
  if (count > limits.layers) throw limitExceeded(limits, 'layers', where);
}

function toLayer(diffId: DiffId, { blob, digest, mediaType }: StoredLayer, index: number): Layer {
  if (blob.kind === 'arrived') checkArrived(arrivedLayer(blob), diffId, digest);
  const compression = sniffCompression(readStored(blob, headBytes));
  return {
    index,
    diffId,
    digest,
    mediaType: mediaType ?? dockerTypes[compression] ?? dockerTypes.none,
    compressedBytes: compression === 'none' ? null : blob.sizeBytes,
  };
}

/** What lies in a file is checked when it is read. */
function checkArrived(layer: ArrivedLayer, diffId: DiffId, digest: Digest | null): void {
  if (digest !== null && layer.digest !== digest) {
    throw new InspectError('digest-mismatch', `expected the blob to have ${digest}, got ${layer.digest}`);
  }
  if (layer.diffId !== diffId) {
    throw new InspectError('diff-id-mismatch', `expected the uncompressed layer tar to have ${diffId}, got ${layer.diffId}`);
  }
}

/** For manifests that name no media types; Docker never named one for the rest. */
const dockerTypes: Readonly<Record<string, string>> & { readonly none: string } = {
  none: 'application/vnd.docker.image.rootfs.diff.tar',
  gzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  zstd: 'application/vnd.docker.image.rootfs.diff.tar.zstd',
};

/** A media type that tells of something else than a tar is believed only when the bytes agree. */
function checkFormat(blob: StoredFile, mediaType: string): void {
  const isEncrypted = mediaType.endsWith('+encrypted');
  if (isTarType(mediaType) && !isEncrypted) return;
  const head = readStored(blob, headBytes);
  if (!isEncrypted && (looksLikeTar(head) || sniffCompression(head) !== 'none')) return;
  throw new InspectError('unsupported', `expected a tar, compressed or not, got ${mediaType}`);
}
