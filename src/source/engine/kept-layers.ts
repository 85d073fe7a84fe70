import type { DiffId } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { FileBlob, LayerBlob } from '../../model/image.ts';
import type { Platform } from '../../model/platform.ts';
import { readArchive } from '../archive/read-archive.ts';
import { drain } from '../drain.ts';
import type { HeldFiles } from '../held-files.ts';
import { spoolTar } from '../spool.ts';
import { toldChunks } from '../told-chunks.ts';
import type { EngineOptions } from './engine-options.ts';
import type { FoundImage } from './find-image.ts';
import { loadSaved } from './load-saved.ts';
import { saveImage } from './save-image.ts';

/** Where the layers of an image are to be read again: in a temporary file that has no name and whose size is limited. */
export type KeptLayers = {
  /** Of the image that is saved for it, unless a save has been kept. @throws InspectError */
  readonly find: (diffId: DiffId) => Promise<FileBlob>;
  /** Passes on what the engine sends and keeps it: `find` then needs no further save. @throws InspectError */
  readonly passAndKeep: (saved: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>;
};

type Blobs = ReadonlyMap<DiffId, LayerBlob>;

export function keptLayers(image: FoundImage, platform: Platform, held: HeldFiles, options: EngineOptions): KeptLayers {
  let kept: Promise<Blobs> | null = null;
  const keep = (saved: AsyncIterable<Buffer>) => spoolTar(saved, 'what the engine sent', held, options);
  return {
    find: async (diffId) => {
      kept ??= saveAgain(image, platform, keep, options);
      const blob = (await kept).get(diffId);
      if (blob?.kind === 'file') return blob;
      throw new InspectError('missing-blob', `expected the engine to send layer ${diffId} again, got an image without it`);
    },
    passAndKeep: async function* (saved) {
      const archive = yield* keep(saved);
      kept = blobsOf(archive, platform, options);
      // It is found wanting by whoever asks for a layer.
      kept.catch(() => {});
    },
  };
}

async function saveAgain(
  image: FoundImage,
  platform: Platform,
  keep: (saved: AsyncIterable<Buffer>) => AsyncGenerator<Buffer, FileBlob>,
  options: EngineOptions,
): Promise<Blobs> {
  try {
    const chunks = await saveImage(image, platform, options.signal);
    const told = toldChunks(chunks, { from: 'engine', expectedBytes: image.inspected.sizeBytes }, options.onArrival);
    return await blobsOf(await drain(keep(told)), platform, options);
  } finally {
    image.engine.transport.release();
  }
}

async function blobsOf(archive: FileBlob, platform: Platform, { limits, signal }: EngineOptions): Promise<Blobs> {
  const saved = await loadSaved(readArchive(archive, { form: null, name: null, limits, signal }), platform);
  return new Map(saved.image.layers.map(({ diffId }, index) => [diffId, saved.blobs[index]!]));
}
