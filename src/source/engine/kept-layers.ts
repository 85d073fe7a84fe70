import type { DiffId } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { FileBlob, LayerBlob } from '../../model/image.ts';
import type { Platform } from '../../model/platform.ts';
import { readArchive } from '../archive/read-archive.ts';
import type { HeldFiles } from '../held-files.ts';
import { spoolTar } from '../spool.ts';
import { toldChunks } from '../told-chunks.ts';
import type { EngineOptions } from './engine-options.ts';
import type { FoundImage } from './find-image.ts';
import { loadSaved } from './load-saved.ts';
import { saveImage } from './save-image.ts';

/**
 * Gets the bytes of layers to where they can be read again: the image is saved once more, with the first layer that is asked for,
 * into a temporary file that has no name and whose size is limited.
 */
export function keptLayers(
  image: FoundImage,
  platform: Platform,
  held: HeldFiles,
  options: EngineOptions,
): (diffId: DiffId) => Promise<FileBlob> {
  let kept: Promise<ReadonlyMap<DiffId, LayerBlob>> | null = null;
  return async (diffId) => {
    kept ??= saveAll(image, platform, held, options);
    const blob = (await kept).get(diffId);
    if (blob?.kind === 'file') return blob;
    throw new InspectError('missing-blob', `expected the engine to send layer ${diffId} again, got an image without it`);
  };
}

async function saveAll(
  image: FoundImage,
  platform: Platform,
  held: HeldFiles,
  options: EngineOptions,
): Promise<ReadonlyMap<DiffId, LayerBlob>> {
  const { limits, signal } = options;
  try {
    const chunks = await saveImage(image, platform, signal);
    const told = toldChunks(chunks, { from: 'engine', expectedBytes: image.inspected.sizeBytes }, options.onArrival);
    const archive = await spoolTar(told, 'what the engine sent', held, options);
    const saved = await loadSaved(readArchive(archive, { form: null, name: null, limits, signal }), platform);
    return new Map(saved.image.layers.map(({ diffId }, index) => [diffId, saved.blobs[index]!]));
  } finally {
    image.engine.transport.release();
  }
}
