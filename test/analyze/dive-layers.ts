import { indexStream } from '../../src/layer/index-stream.ts';
import type { LayerIndex } from '../../src/model/layer-index.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { type LayerInput, layer } from '../support/layers.ts';

export function layerIndexes(...inputs: readonly LayerInput[]): Promise<readonly LayerIndex[]> {
  return Promise.all(inputs.map((input) => indexTar(layer(input))));
}

export function indexTar(tar: Uint8Array): Promise<LayerIndex> {
  return indexStream(chunksOf(tar), [], defaultLimits);
}

async function* chunksOf(tar: Uint8Array): AsyncGenerator<Buffer> {
  yield Buffer.from(tar);
}
