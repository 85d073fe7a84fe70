import { createHash } from 'node:crypto';
import type { Descriptor } from '../model/descriptor.ts';
import { type Digest, digestAlgorithm, digestHex, isDigest } from '../model/digest.ts';
import { InspectError } from '../model/errors.ts';
import { parseJson } from '../model/json.ts';
import { type Limits, limitExceeded } from '../model/limits.ts';
import type { ImageFiles } from './image-files.ts';
import { inPlace } from './in-place.ts';
import { readStored } from './read-stored.ts';
import type { StoredFile } from './stored-file.ts';

/** Bytes of a JSON document; null when there is none at `path`. */
export function readDocument(files: ImageFiles, path: string, limits: Limits): Buffer | null {
  return inPlace(path, () => files.use(path, (file) => readWhole(file, limits)));
}

/**
 * A manifest or configuration, checked against the size and the digest that its descriptor gives.
 * @throws InspectError `missing-blob`, `size-mismatch`, `digest-mismatch`, `limit` or `malformed-json`
 */
export function readDescribed(files: ImageFiles, descriptor: Descriptor, limits: Limits, where: string): unknown {
  const bytes = inPlace(where, () => {
    const found = files.use(blobPath(descriptor.digest), (file) => readWhole(checkSize(file, descriptor), limits));
    return checkDigest(found ?? nothing(), descriptor.digest);
  });
  return parseJson(bytes, limits, where);
}

/** A blob that stays open; the caller says which in front of a failure. @throws InspectError `missing-blob` or `size-mismatch` */
export function findBlob(files: ImageFiles, descriptor: Descriptor): StoredFile {
  return checkSize(files.find(blobPath(descriptor.digest)) ?? nothing(), descriptor);
}

export function hasBlob(files: ImageFiles, digest: Digest): boolean {
  return files.use(blobPath(digest), () => true) ?? false;
}

export function digestOf(bytes: Uint8Array, algorithm: 'sha256' | 'sha512' = 'sha256'): Digest {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}` as Digest;
}

/** @throws InspectError `digest-mismatch` */
export function checkDigest(bytes: Buffer, digest: Digest): Buffer {
  const actual = digestOf(bytes, digestAlgorithm(digest));
  if (actual !== digest) throw new InspectError('digest-mismatch', `expected bytes of the digest in its name, got ${actual}`);
  return bytes;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md#blobs */
function blobPath(digest: Digest): string {
  return `blobs/${digestAlgorithm(digest)}/${digestHex(digest)}`;
}

/** The digest that a path of an image layout stands for; null for other paths. */
export function blobDigest(path: string): Digest | null {
  const digest = /^blobs\/([^/]+)\/([^/]+)$/.exec(path)?.slice(1).join(':');
  return isDigest(digest) ? digest : null;
}

function readWhole(file: StoredFile, limits: Limits): Buffer {
  if (file.sizeBytes > limits.jsonBytes) throw limitExceeded(limits, 'jsonBytes', 'JSON document');
  return readStored(file);
}

function nothing(): never {
  throw new InspectError('missing-blob', 'expected a blob of that digest, got nothing');
}

function checkSize(blob: StoredFile, { sizeBytes }: Descriptor): StoredFile {
  if (blob.sizeBytes === sizeBytes) return blob;
  throw new InspectError('size-mismatch', `expected ${sizeBytes} bytes, got ${blob.sizeBytes}`);
}
