import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InspectError } from '../model/errors.ts';
import { heldFiles } from '../source/held-files.ts';
import { defaultNetworkPolicy } from '../source/registry/network-policy.ts';
import { PushTarget } from '../source/registry/push-target.ts';
import { formatRegistryName, parseRegistryName } from '../source/registry/registry-name.ts';
import type { Document } from './image-documents.ts';
import { manifestType, topDocument } from './manifest-documents.ts';
import type { SlimTarget, TargetOptions } from './slim-target.ts';
import type { StagedImage, StagedLayer } from './staged-image.ts';

/** Fewer than any registry refuses, enough for a slow line to send in time; some take no less than 5 MB but for the last. */
const pieceBytes = 8 * 1_048_576;

/** A registry that the image is pushed to. @throws InspectError `exists`, `usage`, `unreadable` */
export async function openRegistryTarget(text: string, options: TargetOptions): Promise<SlimTarget> {
  const name = parseRegistryName(text);
  if (name.digest !== null) throw new InspectError('usage', `-o: expected a tag to push to, got the digest ${name.digest}`);
  const held = heldFiles();
  try {
    const target = new PushTarget(name, held, options, defaultNetworkPolicy, options.warn);
    if (!options.isForced && (await target.hasTag())) {
      throw new InspectError(
        'exists',
        `registry:${formatRegistryName(name)}: expected no such tag, got one that exists: --force replaces it`,
      );
    }
    const workDirectory = mkdtempSync(join(options.temporaryDirectory, 'flense-slim-'));
    held.onClose(() => rmSync(workDirectory, { recursive: true, force: true }));
    return {
      workDirectory,
      compression: null,
      takesIndex: true,
      put: (images) => push(images, target, options.signal),
      discard: held.close,
    };
  } catch (error) {
    held.close();
    throw error;
  }
}

/** Blobs first, then what names them; the tag last, so that it never stands for half an image. */
async function push(images: readonly StagedImage[], target: PushTarget, signal: AbortSignal): Promise<void> {
  for (const { layers, config } of images) {
    for (const layer of layers) await pushLayer(layer, target, signal);
    await pushDocument(config, target);
  }
  const top = topDocument(images);
  if (images.length > 1) for (const { digest, bytes } of top.manifests) await target.putManifest(digest, manifestType, bytes);
  await target.putManifest(target.name.reference, top.mediaType, top.bytes);
}

async function pushLayer({ path, digest, mountFrom }: StagedLayer, target: PushTarget, signal: AbortSignal): Promise<void> {
  if (await target.hasBlob(digest)) return;
  const from = mountFrom !== null && mountFrom.registry === target.name.registry ? mountFrom.repository : null;
  let location = await target.beginUpload(digest, from);
  if (location === null) return;
  const fd = openSync(path, 'r');
  try {
    const piece = Buffer.allocUnsafe(pieceBytes);
    for (let offset = 0; ; ) {
      const read = readSync(fd, piece, 0, pieceBytes, offset);
      if (read === 0) break;
      location = await target.upload(location, piece.subarray(0, read), offset);
      signal.throwIfAborted();
      offset += read;
    }
  } finally {
    closeSync(fd);
  }
  await target.endUpload(location, digest);
}

async function pushDocument({ digest, bytes }: Document, target: PushTarget): Promise<void> {
  if (await target.hasBlob(digest)) return;
  const location = await target.beginUpload(digest, null);
  if (location !== null) await target.endUpload(await target.upload(location, bytes, 0), digest);
}
