import type { ImageTree } from '../../src/filesystem/image-tree.ts';
import { squash } from '../../src/filesystem/squash.ts';
import { layerIndexes } from '../analyze/dive-layers.ts';
import type { LayerInput } from '../support/layers.ts';

export async function treeOf(...inputs: readonly LayerInput[]): Promise<ImageTree> {
  return squash(await layerIndexes(...inputs), [1, 2]);
}
