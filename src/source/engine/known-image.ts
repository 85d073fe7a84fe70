import type { Layer } from '../../model/image.ts';
import type { ImageConfig } from '../../model/image-config.ts';
import { checkLayerCount } from '../layer-list.ts';
import type { LoadedImage } from '../offer.ts';
import { isAtLeast, platformOfSave } from './api-version.ts';
import { readEngineDocument } from './engine.ts';
import { parseEngineHistory } from './engine-history.ts';
import { imagePath } from './engine-name.ts';
import type { EngineOptions } from './engine-options.ts';
import type { FoundImage } from './find-image.ts';
import { recallImage } from './image-memory.ts';

/**
 * What the engine's word and the cached indexes suffice to know of an image, without any byte of it; null where they do not.
 * Where the image has been saved before it is all that the archive said. Otherwise the engine does not say which blobs its layers
 * were or are, so that their digests and compressed sizes are null, and the times of the history are whole seconds.
 */
export async function knownImage(found: FoundImage, options: EngineOptions): Promise<LoadedImage['image'] | null> {
  const { inspected } = found;
  const { diffIds: inspectedIds } = inspected.config;
  checkLayerCount(inspectedIds.length, inspectedIds, options.limits, 'image inspect');
  const areKnown = async (diffIds: ImageConfig['diffIds']): Promise<boolean> =>
    (await Promise.all(diffIds.map(options.layers.isKnown))).every(Boolean);
  if (!(await areKnown(inspectedIds))) return null;
  const recalled = recallImage(options.storeDirectory, inspected);
  if (recalled !== null && (await areKnown(recalled.config.diffIds))) return recalled;
  const config = await readConfig(found, options);
  if (config === null) return null;
  return { manifestDigest: inspected.manifestDigest, imageId: inspected.id, config, layers: config.diffIds.map(toLayer) };
}

async function readConfig({ engine, inspected }: FoundImage, { limits, signal }: EngineOptions): Promise<ImageConfig | null> {
  const { config, id, isOneOfMany } = inspected;
  const isChoice = isOneOfMany && isAtLeast(engine.version, platformOfSave);
  const query = { platform: isChoice ? JSON.stringify(config.platform) : null };
  const answer = await readEngineDocument(engine, `${imagePath(id)}/history`, query, limits, signal);
  const history = answer.status === 'absent' ? null : parseEngineHistory(answer.json, config.diffIds.length);
  return history === null ? null : { ...config, history };
}

function toLayer(diffId: Layer['diffId'], index: number): Layer {
  return { index, diffId, digest: null, mediaType: 'application/vnd.docker.image.rootfs.diff.tar', compressedBytes: null };
}
