import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Node } from '../filesystem/image-tree.ts';
import { limitExceeded } from '../model/limits.ts';
import { knownHash } from './hash-nodes.ts';
import type { LayerCompression } from './layer-compression.ts';
import type { WrittenLayer } from './layer-file.ts';
import { LayerWriter } from './layer-writer.ts';
import type { SlimLayer } from './slim-entry.ts';
import { type ContentSource, treeContents } from './tree-contents.ts';

export type WrittenLayers = {
  /** Parallel to the layers that were to be written. */
  readonly layers: readonly WrittenLayer[];
  /** SHA-256 in hex of each content, as it was read from the image, that its index does not have. */
  readonly hashes: ReadonlyMap<Node, string>;
};

export type WriteOptions = {
  readonly compression: LayerCompression;
  readonly signal: AbortSignal;
  /** Told how many bytes of content have been written. */
  readonly onProgress: (bytes: number) => void;
};

/**
 * Writes layers into files below `directory`, all in one pass over the image.
 * @throws InspectError as `readContents`; `limit` where holes make the files too large
 */
export async function writeLayers(
  slimLayers: readonly SlimLayer[],
  source: ContentSource,
  directory: string,
  options: WriteOptions,
): Promise<WrittenLayers> {
  const total = slimLayers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (total > source.limits.layerBytes) throw limitExceeded(source.limits, 'layerBytes', 'the slim image');
  const isHashed = (node: Node): boolean => knownHash(source.tree, node) !== null;
  const writers: LayerWriter[] = [];
  try {
    for (const [at, layer] of slimLayers.entries())
      writers.push(new LayerWriter(layer, join(directory, `layer-${at}`), options.compression, isHashed));
    for (const writer of writers) await writer.begin();
    await copyContents(writers, source, options);
    const layers: WrittenLayer[] = [];
    for (const writer of writers) layers.push(await writer.finish());
    return { layers, hashes: new Map(writers.flatMap((writer) => [...writer.hashes])) };
  } finally {
    for (const writer of writers) await writer.close();
  }
}

/** Signals are seen only between two turns of the event loop. */
const sliceMilliseconds = 50;

async function copyContents(writers: readonly LayerWriter[], source: ContentSource, { signal, onProgress }: WriteOptions): Promise<void> {
  const writerOf = new Map<Node, LayerWriter>();
  for (const writer of writers) for (const node of writer.nodes) writerOf.set(node, writer);
  let written = 0;
  let pausedAt = performance.now();
  for await (const { node, offset, bytes } of treeContents(source, [...writerOf.keys()])) {
    await writerOf.get(node)!.content(node, offset, bytes);
    written += bytes.length;
    onProgress(written);
    if (performance.now() - pausedAt < sliceMilliseconds) continue;
    await setImmediate();
    signal.throwIfAborted();
    pausedAt = performance.now();
  }
}
