import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { DiffId, Digest } from '../../model/digest.ts';
import { InspectError, inContext } from '../../model/errors.ts';
import { toFields } from '../../model/json-fields.ts';
import type { Limits } from '../../model/limits.ts';
import type { Platform } from '../../model/platform.ts';
import { decompress } from '../../tar/decompress.ts';
import { sniffCompression } from '../../tar/sniff.ts';
import type { ImageFiles } from '../image-files.ts';
import { distinctNames } from '../image-name.ts';
import { inPlace } from '../in-place.ts';
import { toLayerList } from '../layer-list.ts';
import type { ImageGroup, LoadedImage } from '../offer.ts';
import { digestOf, readDocument } from '../read-document.ts';
import { readChunks, readStored } from '../read-stored.ts';
import { arrivedLayer, type StoredFile } from '../stored-file.ts';
import { findDockerLayer } from './docker-archive.ts';
import { layerDocumentPath, readLegacyImage } from './legacy-image.ts';

/** The images of a docker archive without `manifest.json`, as Docker wrote them before 1.10: `repositories` names their top layers. */
export function legacyGroups(files: ImageFiles, repositories: unknown, limits: Limits, signal: AbortSignal): readonly ImageGroup[] {
  const namesById = new Map<string, string[]>();
  const fields = toFields(repositories, 'repositories', 'malformed-manifest');
  for (const repository of Object.keys(fields.value)) {
    const tags = toFields(fields.value[repository], 'repositories', 'malformed-manifest', JSON.stringify(repository));
    for (const [tag, id] of Object.entries(tags.value)) {
      const known = namesById.get(String(id)) ?? [];
      known.push(`${repository}:${tag}`);
      namesById.set(String(id), known);
    }
  }
  return [...namesById].map(([id, names]) => ({ names: distinctNames(names), offers: [toOffer(files, id, limits, signal)] }));
}

function toOffer(files: ImageFiles, id: string, limits: Limits, signal: AbortSignal): ImageGroup['offers'][number] {
  const readPlatform = (): Platform => readLegacyImage(files, id, limits).config.platform;
  const load = (): Promise<LoadedImage> => loadLegacyImage(files, id, limits, signal);
  return { listedBy: id, digests: [], readPlatform, isPresent: true, load };
}

/** Nobody wrote DiffIDs down then, so that each layer is read through here. */
async function loadLegacyImage(files: ImageFiles, id: string, limits: Limits, signal: AbortSignal): Promise<LoadedImage> {
  const { config, layerIds } = readLegacyImage(files, id, limits);
  const stored = layerIds.map((layer, index) => inPlace(`layer ${index}`, () => findDockerLayer(files, `${layer}/layer.tar`)));
  const diffIds: DiffId[] = [];
  for (const [index, { blob }] of stored.entries()) diffIds.push(await hashLayer(blob, index, limits, signal));
  const { layers, blobs } = toLayerList(diffIds, stored);
  return { image: { manifestDigest: null, imageId: documentDigest(files, id, limits), config: { ...config, diffIds }, layers }, blobs };
}

/** There was no configuration that a digest could be taken of; the description of the top layer comes nearest. */
function documentDigest(files: ImageFiles, id: string, limits: Limits): Digest {
  return digestOf(readDocument(files, layerDocumentPath(id), limits) ?? Buffer.alloc(0));
}

async function hashLayer(blob: StoredFile, index: number, limits: Limits, signal: AbortSignal): Promise<DiffId> {
  if (blob.kind === 'arrived') return inPlace(`layer ${index}`, () => arrivedLayer(blob).diffId);
  const hash = createHash('sha256');
  const compression = sniffCompression(readStored(blob, 16));
  try {
    for await (const chunk of decompress(readChunks(blob), compression, limits)) {
      hash.update(chunk);
      // Reading a file is synchronous: without this no signal would be heard.
      await setImmediate();
      if (signal.aborted) throw new InspectError('interrupted', 'interrupted');
    }
  } catch (error) {
    throw inContext(`layer ${index}`, error);
  }
  return `sha256:${hash.digest('hex')}` as DiffId;
}
