import { inContext } from '../model/errors.ts';
import type { Layer, LayerBlob } from '../model/image.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import type { Verified } from './cache-keys.ts';
import type { IndexOptions } from './index-layers.ts';
import type { RingLayer } from './index-ring.ts';
import type { LayerTaskResult } from './layer-task.ts';
import type { WeighedTask } from './run-tasks.ts';

/** Reads one layer, wherever it is; null for one that needs no reading. */
export function indexTask(layer: Layer, blob: LayerBlob, { reads, limits, verify }: IndexOptions): WeighedTask | null {
  const place = `layer ${layer.index}`;
  const { digest, diffId } = layer;
  switch (blob.kind) {
    case 'indexed':
      return null;
    case 'file':
      return {
        bytes: blob.sizeBytes,
        task: { kind: 'index', request: { blob, digest, diffId, verify }, place, reads, limits },
        open: null,
      };
    case 'stream': {
      const request = { digest, diffId, sizeBytes: blob.sizeBytes, hashesTar: verify || digest === null };
      const open = (signal: AbortSignal): AsyncIterable<Uint8Array> => inPlace(place, blob.open(signal));
      return { bytes: blob.sizeBytes ?? 0, task: { kind: 'stream', request, place, reads, limits }, open };
    }
  }
}

/** What the task found of that layer; null for the result of another kind of task. */
export function indexedLayer(layer: Layer, result: LayerTaskResult): { readonly index: LayerIndex; readonly verified: Verified } | null {
  switch (result.kind) {
    case 'index':
      return { index: result.indexed.index, verified: result.indexed };
    case 'stream':
      return { index: result.arrived.index, verified: verifiedStream(layer, result.arrived) };
    case 'hash':
      return null;
  }
}

function verifiedStream({ digest }: Layer, { diffId }: RingLayer): Verified {
  return { isDigestVerified: digest !== null, isDiffIdVerified: diffId !== null };
}

async function* inPlace(place: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw inContext(place, error);
  }
}
