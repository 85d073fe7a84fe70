import { createHash } from 'node:crypto';
import { type DiffId, digestHex } from '../model/digest.ts';
import type { Image, Layer, LayerBlob } from '../model/image.ts';
import type { CacheKey } from './index-cache.ts';

/** What was seen while a layer was indexed. */
export type Verified = {
  /** Whether the bytes that were indexed are known to be those of the blob digest, and of the DiffID. */
  readonly isDigestVerified: boolean;
  readonly isDiffIdVerified: boolean;
};

/**
 * An index is kept under a DiffID only when its bytes were seen to have it: otherwise an image could put its own files into
 * everybody's look at a base image. Unverified ones are kept under the identity of the file that they were read from.
 */
export function keysOf(layer: Layer, blob: LayerBlob, { isDigestVerified, isDiffIdVerified }: Verified): readonly CacheKey[] {
  const verified = [...(isDiffIdVerified ? [diffKey(layer.diffId)] : []), ...(isDigestVerified ? blobKeys(layer) : [])];
  return verified.length > 0 ? verified : fileKeys(blob);
}

/**
 * Where an index of just these bytes may be. A DiffID is what an image says of itself: taken for it, its layer could pass for one of
 * somebody else. Only where nothing better is known of a stream it must do, as the engine that sends it has held it against the bytes.
 * @param verify whether the bytes must be read anyway
 */
export function lookupKeys(layer: Layer, blob: LayerBlob, verify: boolean): readonly CacheKey[] {
  if (verify) return [];
  if (blob.kind === 'stream' && layer.digest === null) return [diffKey(layer.diffId)];
  // The one bound to this very file may have more content hashes than the others.
  return [...fileKeys(blob), ...blobKeys(layer)];
}

/** Which bytes an image is made of, as far as they have been seen, and not only what it says of itself. */
export function imageKeys({ layers }: Image, blobs: readonly LayerBlob[]): readonly CacheKey[] {
  return layers.map((layer, i) => lookupKeys(layer, blobs[i]!, false)[0] ?? diffKey(layer.diffId));
}

export function diffKey(diffId: DiffId): CacheKey {
  return `diff-${digestHex(diffId)}`;
}

export function blobKeys({ digest }: Pick<Layer, 'digest'>): readonly CacheKey[] {
  return digest === null ? [] : [`blob-${digestHex(digest)}`];
}

function fileKeys(blob: LayerBlob): readonly CacheKey[] {
  if (blob.kind !== 'file') return [];
  return [`file-${createHash('sha256').update(`${blob.fileId}:${blob.offset}:${blob.sizeBytes}`).digest('hex')}`];
}
