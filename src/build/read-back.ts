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
    const indexes: LayerIndex[] = [];
    for (const layer of layers) {
      const blob = openBlob(layer);
      blobs.push(blob);
      indexes.push(await indexStored(layer, blob, limits, signal));
      signal.throwIfAborted();
    }
    const random = randomBytes(8);
    const tree = squash(indexes, [random.readInt32LE(0), random.readInt32LE(4)]);
    return { image: { reference: 'the slim image' }, tree, blobs: [...blobs], limits, close };
  } catch (error) {
    close();
    throw error;
  }
}

function openBlob({ path, storedBytes }: StagedLayer): FileBlob {
  return { kind: 'file', fd: openSync(path, 'r'), offset: 0, sizeBytes: storedBytes, fileId: path };
}

async function indexStored({ digest, diffId }: StagedLayer, blob: FileBlob, limits: Limits, signal: AbortSignal): Promise<LayerIndex> {
  const request = { blob, digest, diffId, verify: false };
  return (await indexLayer(request, gatherers, limits, () => signal.throwIfAborted())).index;
}
