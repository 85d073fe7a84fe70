import { expect, it } from 'vitest';
import { listLayer } from '../../src/filesystem/list-layer.ts';
import { layerIndexes } from '../analyze/dive-layers.ts';

it('lists a layer for itself, whiteouts too, by path, and repeated paths as they came', async () => {
  const [index] = await layerIndexes([
    ['/b', 1],
    ['/a/.wh.x', 0],
    ['/a/.wh..wh..opq', 0],
    ['/b', 2],
    ['/a.txt', 3],
    ['/a/', 0],
    ['/', { kind: 'directory' }],
  ]);
  expect([...listLayer(index!, 7)].map(({ path, kind, sizeBytes, layer }) => [path, kind, sizeBytes, layer])).toEqual([
    ['/', 'directory', 0, 7],
    ['/a', 'opaque-whiteout', 0, 7],
    ['/a', 'directory', 0, 7],
    ['/a.txt', 'file', 3, 7],
    ['/a/x', 'whiteout', 0, 7],
    ['/b', 'file', 1, 7],
    ['/b', 'file', 2, 7],
  ]);
});
