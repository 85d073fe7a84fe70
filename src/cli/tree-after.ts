import { randomBytes } from 'node:crypto';
import type { ImageTree } from '../filesystem/image-tree.ts';
import { squash } from '../filesystem/squash.ts';
import { InspectError } from '../model/errors.ts';

/** What a container would see if the image ended with this layer; before the base there is nothing. @throws InspectError `usage` */
export function treeAfter(tree: ImageTree, layer: number): ImageTree {
  expectLayer(tree, layer);
  if (layer === tree.layers.length - 1) return tree;
  const seed = randomBytes(8);
  return squash(tree.layers.slice(0, layer + 1), [seed.readInt32LE(0), seed.readInt32LE(4)]);
}

/** @throws InspectError `usage` */
export function expectLayer({ layers }: ImageTree, layer: number): void {
  if (layer < layers.length) return;
  const there = layers.length === 0 ? 'an image with layers' : `a layer of 0 to ${layers.length - 1}`;
  throw new InspectError('usage', `--layer: expected ${there}, got ${layer}`);
}
