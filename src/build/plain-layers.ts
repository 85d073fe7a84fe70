import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Digest } from '../model/digest.ts';
import { digestAlgorithm } from '../model/digest.ts';
import { InspectError } from '../model/errors.ts';
import type { Limits } from '../model/limits.ts';
import { decompress } from '../tar/decompress.ts';
import type { StagedImage, StagedLayer } from './staged-image.ts';
import { writeAll } from './write-all.ts';

const chunkBytes = 1_048_576;

/** The same image with no layer compressed, as engines save and load them. @throws InspectError `diff-id-mismatch` */
export async function withPlainLayers(image: StagedImage, limits: Limits): Promise<StagedImage> {
  const layers: StagedLayer[] = [];
  for (const layer of image.layers) layers.push(layer.compression === 'none' ? layer : await unpacked(layer, limits));
  return { ...image, layers };
}

async function unpacked(layer: StagedLayer, limits: Limits): Promise<StagedLayer> {
  const path = `${layer.path}.tar`;
  const hash = createHash(digestAlgorithm(layer.diffId));
  const [from, to] = [openSync(layer.path, 'r'), openSync(path, 'wx', 0o644)];
  let storedBytes = 0;
  try {
    for await (const chunk of decompress(fileChunks(from), layer.compression, limits)) {
      hash.update(chunk);
      storedBytes += chunk.length;
      writeAll(to, chunk, path);
    }
  } finally {
    closeSync(from);
    closeSync(to);
  }
  const digest = `${digestAlgorithm(layer.diffId)}:${hash.digest('hex')}` as Digest;
  if (digest !== (layer.diffId as string)) {
    throw new InspectError('diff-id-mismatch', `a layer of the base: expected ${layer.diffId}, got ${digest}`);
  }
  return { path, diffId: layer.diffId, digest, storedBytes, compression: 'none', mountFrom: null };
}

function* fileChunks(fd: number): Generator<Uint8Array> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const read = readSync(fd, chunk, 0, chunkBytes, null);
    if (read === 0) return;
    yield chunk.subarray(0, read);
  }
}
