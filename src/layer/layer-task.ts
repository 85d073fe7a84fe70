import { inContext } from '../model/errors.ts';
import type { ReadPattern } from '../model/facts.ts';
import type { LayerBlob } from '../model/image.ts';
import type { Limits } from '../model/limits.ts';
import { gatherersFor } from './gatherers.ts';
import { hashContents } from './hash-contents.ts';
import { type IndexedLayer, type IndexRequest, indexLayer } from './index-layer.ts';

/** What a worker thread is asked to do; all of it can be cloned. */
export type LayerTask =
  | {
      readonly kind: 'index';
      /** Named in front of an expected failure. */
      readonly place: string;
      readonly request: IndexRequest;
      readonly reads: readonly ReadPattern[];
      readonly limits: Limits;
    }
  | { readonly kind: 'hash'; readonly blob: LayerBlob; readonly ranges: readonly (readonly [offset: number, sizeBytes: number])[] };

export type LayerTaskResult =
  | { readonly kind: 'index'; readonly indexed: IndexedLayer }
  | { readonly kind: 'hash'; readonly hashes: Uint8Array };

export async function runLayerTask(task: LayerTask, onProgress: (bytes: number) => void): Promise<LayerTaskResult> {
  switch (task.kind) {
    case 'index':
      try {
        return { kind: 'index', indexed: await indexLayer(task.request, gatherersFor(task.reads), task.limits, onProgress) };
      } catch (error) {
        throw inContext(task.place, error);
      }
    case 'hash':
      return { kind: 'hash', hashes: hashContents(task.blob, task.ranges) };
  }
}

/** The buffers of a result, which are handed over rather than copied. */
export function transferables(result: LayerTaskResult): ArrayBuffer[] {
  const arrays = result.kind === 'hash' ? [result.hashes] : Object.values(result.indexed.index.columns);
  return arrays.map((array) => array.buffer as ArrayBuffer);
}
