import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { squash } from '../filesystem/squash.ts';
import { elfGatherer } from '../layer/gatherers/elf.ts';
import { scriptGatherer } from '../layer/gatherers/script.ts';
import { indexLayer } from '../layer/index-layer.ts';
import type { FileBlob } from '../model/image.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import type { Limits } from '../model/limits.ts';
import type { StagedImage, StagedLayer } from './staged-image.ts';
import type { ContentSource } from './tree-contents.ts';

/** All that the proof looks at. */
const gatherers = [scriptGatherer, elfGatherer];

export type ReadBack = ContentSource & { readonly close: () => void };

/** What was written, as anybody will read it: each blob is held against its digest on the way. @throws InspectError */
export async function readBack({ layers }: StagedImage, limits: Limits, signal: AbortSignal): Promise<ReadBack> {
  const blobs: FileBlob[] = [];
  const close = (): void => {
    for (const { fd } of blobs.splice(0)) closeSync(fd);
  };
  try {
    for (const layer of layers) blobs.push(openBlob(layer));
    const indexes = await indexAll(layers, blobs, limits, signal);
    signal.throwIfAborted();
    const random = randomBytes(8);
    const tree = squash(indexes, [random.readInt32LE(0), random.readInt32LE(4)]);
    return { image: { reference: 'the slim image' }, tree, blobs: [...blobs], limits, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Two at a time, as a decompressor is a process of its own that this thread would wait for. */
async function indexAll(
  layers: readonly StagedLayer[],
  blobs: readonly FileBlob[],
  limits: Limits,
  signal: AbortSignal,
): Promise<readonly LayerIndex[]> {
  const indexes: LayerIndex[] = [];
  const queue = layers.entries();
  let hasFailed = false;
  const work = async (): Promise<void> => {
    for (const [i, layer] of queue) {
      if (hasFailed) return;
      indexes[i] = await indexStored(layer, blobs[i]!, limits, signal);
    }
  };
  const worked = (): Promise<void> =>
    work().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    });
  // Both have ended before anybody closes the files.
  for (const end of await Promise.allSettled([worked(), worked()])) if (end.status === 'rejected') throw end.reason;
  return indexes;
}

function openBlob({ path, storedBytes }: StagedLayer): FileBlob {
  return { kind: 'file', fd: openSync(path, 'r'), offset: 0, sizeBytes: storedBytes, fileId: path };
}

async function indexStored({ digest, diffId }: StagedLayer, blob: FileBlob, limits: Limits, signal: AbortSignal): Promise<LayerIndex> {
  const request = { blob, digest, diffId, verify: false };
  return (await indexLayer(request, gatherers, limits, () => signal.throwIfAborted())).index;
}
