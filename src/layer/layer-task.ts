import { inContext } from '../model/errors.ts';
import type { ReadPattern } from '../model/facts.ts';
import type { FileBlob } from '../model/image.ts';
import type { Limits } from '../model/limits.ts';
import { gatherersFor } from './gatherers.ts';
import { hashContents } from './hash-contents.ts';
import { type IndexedLayer, type IndexRequest, indexLayer } from './index-layer.ts';
import { indexRing, type RingLayer, type RingRequest } from './index-ring.ts';

type Indexing = { readonly reads: readonly ReadPattern[]; readonly limits: Limits };

/** What a worker thread is asked to do; all of it can be cloned. */
export type LayerTask =
  | (Indexing & {
      readonly kind: 'index';
      /** Named in front of an expected failure. */
      readonly place: string;
      readonly request: IndexRequest;
    })
  | (Indexing & {
      readonly kind: 'stream';
      /** null where only the caller knows. */
      readonly place: string | null;
      readonly request: RingRequest;
    })
  | { readonly kind: 'hash'; readonly blob: FileBlob; readonly ranges: readonly (readonly [offset: number, sizeBytes: number])[] };

export type LayerTaskResult =
  | { readonly kind: 'index'; readonly indexed: IndexedLayer }
  | { readonly kind: 'stream'; readonly arrived: RingLayer }
  | { readonly kind: 'hash'; readonly hashes: Uint8Array };

/** @param ring where the bytes of a stream come from */
export async function runLayerTask(
  task: LayerTask,
  ring: SharedArrayBuffer | null,
  onProgress: (bytes: number) => void,
): Promise<LayerTaskResult> {
  switch (task.kind) {
    case 'index': {
      const { place, request, reads, limits } = task;
      return { kind: 'index', indexed: await inPlace(place, () => indexLayer(request, gatherersFor(reads), limits, onProgress)) };
    }
    case 'stream': {
      const { place, request, reads, limits } = task;
      return { kind: 'stream', arrived: await inPlace(place, () => indexRing(ring!, request, gatherersFor(reads), limits, onProgress)) };
    }
    case 'hash':
      return { kind: 'hash', hashes: hashContents(task.blob, task.ranges) };
  }
}

async function inPlace<T>(place: string | null, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw place === null ? error : inContext(place, error);
  }
}

/** The buffers of a result, which are handed over rather than copied. */
export function transferables(result: LayerTaskResult): ArrayBuffer[] {
  return arraysOf(result).map((array) => array.buffer as ArrayBuffer);
}

function arraysOf(result: LayerTaskResult): readonly ArrayBufferView[] {
  switch (result.kind) {
    case 'index':
      return Object.values(result.indexed.index.columns);
    case 'stream':
      return Object.values(result.arrived.index.columns);
    case 'hash':
      return [result.hashes];
  }
}
