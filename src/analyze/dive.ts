import type { NamedPaths } from '../filesystem/name-paths.ts';
import type { DiveExport, DiveNumbers } from '../model/dive-numbers.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import { childFirst } from './child-first.ts';
import { type DiveLayer, DiveLayerReader } from './dive-layer.ts';
import { DivePaths } from './dive-paths.ts';
import type { DiveScore } from './dive-score.ts';
import { visitLayers } from './dive-visits.ts';

/**
 * The figures of dive 0.13, which are not ours: it counts the copy that stays as wasted and a deleted directory as nothing, and
 * stops reading a layer at the whiteout of what is not there. https://github.com/wagoodman/dive/blob/v0.13.1/dive/filetree/efficiency.go
 * @param named the paths of these layers, as `squash` has them already
 */
export function diveNumbers(indexes: readonly LayerIndex[], named: NamedPaths): DiveNumbers {
  const paths = new DivePaths(indexes, named);
  return toNumbers(indexes, visitLayers(readLayers(indexes, named, paths), paths));
}

/** The figures and all that dive's JSON lists. */
export function diveExport(indexes: readonly LayerIndex[], named: NamedPaths): DiveExport {
  const paths = new DivePaths(indexes, named);
  const layers = readLayers(indexes, named, paths).map((layer) => childFirst(layer, paths));
  const score = visitLayers(layers, paths);
  return {
    numbers: toNumbers(indexes, score),
    inefficientFiles: score.inefficientFiles(),
    layers: layers.map(({ index, rows }) => ({ index, rows })),
  };
}

function readLayers(indexes: readonly LayerIndex[], named: NamedPaths, paths: DivePaths): readonly DiveLayer[] {
  const reader = new DiveLayerReader(paths, named);
  return indexes.map((index) => reader.readNext(index));
}

function toNumbers(indexes: readonly LayerIndex[], score: DiveScore): DiveNumbers {
  const layerBytes = indexes.map(contentBytes);
  const sizeBytes = layerBytes.reduce((sum, bytes) => sum + bytes, 0);
  const userSizeBytes = sizeBytes - (layerBytes[0] ?? 0);
  const wastedBytes = score.wastedBytes();
  return {
    efficiencyScore: score.efficiency(),
    sizeBytes,
    userSizeBytes,
    wastedBytes,
    userWastedPercent: userSizeBytes === 0 ? null : wastedBytes / userSizeBytes,
  };
}

/** A path that comes twice counts twice. */
function contentBytes({ columns, entryCount }: LayerIndex): number {
  let bytes = 0;
  for (let entry = 0; entry < entryCount; entry++) bytes += columns.sizes[entry]!;
  return bytes;
}
