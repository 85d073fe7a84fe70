import type { Image, Layer, LayerBlob } from '../model/image.ts';
import { contentHash, entryExtras, type LayerIndex } from '../model/layer-index.ts';
import { withContentHashes } from './hash-contents.ts';
import type { IndexedImage, IndexOptions } from './index-layers.ts';
import { indexedLayer, indexTask } from './index-task.ts';
import { runTasks, type WeighedTask } from './run-tasks.ts';

/** For one layer the entries of which the content must be known. */
export type WantedHashes = { readonly layer: number; readonly entries: readonly number[] };

type Missing = WantedHashes & { readonly task: WeighedTask };

/**
 * Fills in content hashes that a comparison needs; entries that have one already are left alone. Of a layer that
 * lies in a file as a plain tar only those contents are read. Any other was hashed when it was first read, unless its index
 * comes from such a file: then it is read again as a whole.
 */
export async function hashMissing(
  image: Image,
  blobs: readonly LayerBlob[],
  { indexes, fresh }: IndexedImage,
  wanted: readonly WantedHashes[],
  options: IndexOptions,
): Promise<IndexedImage> {
  const { pool, signal, verify } = options;
  const work = wanted.flatMap((want) => missingHashes(want, image.layers[want.layer]!, blobs[want.layer]!, indexes[want.layer]!, options));
  const tasks = work.map(({ task }) => task);
  const results = await runTasks(tasks, pool, new Float64Array(new SharedArrayBuffer(8 * tasks.length)), signal);
  const filled = [...indexes];
  const seen = [...fresh];
  for (const [at, { layer: i, entries }] of work.entries()) {
    const layer = image.layers[i]!;
    const result = results[at]!;
    const again = indexedLayer(layer, result);
    filled[i] = result.kind === 'hash' ? withContentHashes(indexes[i]!, entries, result.hashes) : again!.index;
    seen[i] = again?.verified ?? fresh[i] ?? { isDigestVerified: verify, isDiffIdVerified: verify };
  }
  return { indexes: filled, fresh: seen };
}

function missingHashes(want: WantedHashes, layer: Layer, blob: LayerBlob, index: LayerIndex, options: IndexOptions): readonly Missing[] {
  const extras = entryExtras(index);
  // What is stored of a sparse file is not its content: nobody hashes that.
  const entries = want.entries.filter((entry) => contentHash(index.columns, entry) === null && extras.get(entry)?.sparse === undefined);
  if (entries.length === 0) return [];
  const isPlainFile = blob.kind === 'file' && layer.compressedBytes === null;
  const task = isPlainFile ? hashTask(blob, entries, index) : indexTask(layer, blob, options);
  return task === null ? [] : [{ layer: want.layer, entries, task }];
}

function hashTask(blob: LayerBlob & { readonly kind: 'file' }, entries: readonly number[], { columns }: LayerIndex): WeighedTask {
  const ranges = entries.map((entry) => [columns.dataOffsets[entry]!, columns.sizes[entry]!] as const);
  return { bytes: ranges.reduce((sum, [, bytes]) => sum + bytes, 0), task: { kind: 'hash', blob, ranges }, open: null };
}
