import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Digest } from '../model/digest.ts';
import { digestAlgorithm } from '../model/digest.ts';
import { InspectError } from '../model/errors.ts';
import type { Image, Layer, LayerBlob } from '../model/image.ts';
import { readChunks, readStored } from '../source/read-stored.ts';
import { parseRegistryName } from '../source/registry/registry-name.ts';
import { sniffCompression } from '../tar/sniff.ts';
import type { BaseImage } from './base-image.ts';
import type { StagedLayer } from './staged-image.ts';
import { writeAll } from './write-all.ts';

/** The layers of a base as they are stored. @throws InspectError `digest-mismatch` */
export async function stageBase({ image, blobs }: BaseImage, directory: string, signal: AbortSignal): Promise<readonly StagedLayer[]> {
  const mountFrom = image.source === 'registry' ? repositoryOf(image) : null;
  const staged: StagedLayer[] = [];
  for (const [at, layer] of image.layers.entries())
    staged.push({ ...(await stageLayer(layer, blobs[at]!, join(directory, `base-${at}`), signal)), mountFrom });
  return staged;
}

async function stageLayer(layer: Layer, blob: LayerBlob, path: string, signal: AbortSignal): Promise<StagedLayer> {
  const file = blob.kind === 'file' ? blob : await blob.keep();
  const algorithm = layer.digest === null ? 'sha256' : digestAlgorithm(layer.digest);
  const hash = createHash(algorithm);
  const fd = openSync(path, 'wx', 0o644);
  try {
    for (const chunk of readChunks(file)) {
      hash.update(chunk);
      writeAll(fd, chunk, path);
      await setImmediate();
      signal.throwIfAborted();
    }
  } finally {
    closeSync(fd);
  }
  const digest = `${algorithm}:${hash.digest('hex')}` as Digest;
  const compression = sniffCompression(readStored(file, Math.min(512, file.sizeBytes)));
  // A source may have unpacked what its manifest names.
  if (layer.digest !== null && digest !== layer.digest && (compression !== 'none' || digest !== (layer.diffId as string))) {
    throw new InspectError('digest-mismatch', `layer ${layer.index} of the base: expected ${layer.digest}, got ${digest}`);
  }
  return { path, diffId: layer.diffId, digest, storedBytes: file.sizeBytes, compression, mountFrom: null };
}

function repositoryOf({ names }: Image): StagedLayer['mountFrom'] {
  const [name] = names;
  if (name === undefined) return null;
  const { registry, repository } = parseRegistryName(name);
  return { registry, repository };
}
