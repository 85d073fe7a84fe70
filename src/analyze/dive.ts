import type { DiveExport, DiveNumbers } from '../model/dive-numbers.ts';
import { entryKinds } from '../model/layer-entry.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import { type DiveOrder, DiveOrderer } from './dive-order.ts';
import { DivePaths } from './dive-paths.ts';
import { DiveScore } from './dive-score.ts';
import { DiveStack } from './dive-stack.ts';

const directory = entryKinds.indexOf('directory');

/**
 * The figures of dive 0.13, which are not ours: it counts the copy that stays as wasted and a deleted directory as nothing, and
 * stops reading a layer at the whiteout of what is not there. https://github.com/wagoodman/dive/blob/v0.13.1/dive/filetree/efficiency.go
 */
export function diveNumbers(layers: readonly LayerIndex[]): DiveNumbers {
  const paths = new DivePaths();
  return toNumbers(layers, score(paths, orders(paths, layers)));
}

/** The figures and all that dive's JSON lists. */
export function diveExport(layers: readonly LayerIndex[]): DiveExport {
  const paths = new DivePaths();
  const ordered = orders(paths, layers);
  const result = score(paths, ordered);
  return {
    numbers: toNumbers(layers, result),
    inefficientFiles: result.inefficientFiles(),
    layers: ordered.map(({ index, rows }) => ({ index, rows })),
  };
}

function toNumbers(layers: readonly LayerIndex[], result: DiveScore): DiveNumbers {
  const layerBytes = layers.map(contentBytes);
  const sizeBytes = layerBytes.reduce((sum, bytes) => sum + bytes, 0);
  const userSizeBytes = sizeBytes - (layerBytes[0] ?? 0);
  const wastedBytes = result.wastedBytes();
  return {
    efficiencyScore: result.efficiency(),
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

function orders(paths: DivePaths, layers: readonly LayerIndex[]): readonly DiveOrder[] {
  const orderer = new DiveOrderer(paths);
  return layers.map((layer) => orderer.order(layer));
}

function score(paths: DivePaths, layers: readonly DiveOrder[]): DiveScore {
  const hidden = paths.hidden();
  const result = new DiveScore(paths);
  const stack = new DiveStack(paths, hidden);
  const hasWhiteouts = layers.map((layer) => layer.paths.some((path) => hidden[path] !== 0));
  const lastWhiteouts = hasWhiteouts.lastIndexOf(true);
  layers.forEach((layer, i) => {
    // dive starts the stack with a plain copy of the first layer, and then lays the first layer on it.
    if (i === 0 && lastWhiteouts >= 0) layOn(stack, layer, null);
    visitLeaves(layer, hidden, stack, result);
    if (i < lastWhiteouts && (i > 0 || hasWhiteouts[0])) layOn(stack, layer, hidden);
  });
  return result;
}

function layOn(stack: DiveStack, { index, paths, rows }: DiveOrder, hidden: Int32Array | null): void {
  const { sizes, kinds } = index.columns;
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i]!;
    const row = rows[i]!;
    const target = hidden === null ? 0 : hidden[path]!;
    if (target !== 0) stack.remove(target);
    else if (stack.isRemovable(path)) stack.put(path, row === -1 ? 0 : sizes[row]!, row !== -1 && kinds[row] === directory);
  }
}

function visitLeaves({ index, paths, rows, isLeaf }: DiveOrder, hidden: Int32Array, stack: DiveStack, result: DiveScore): void {
  const { sizes } = index.columns;
  for (let i = 0; i < paths.length; i++) {
    if (isLeaf[i] === 0) continue;
    const path = paths[i]!;
    const target = hidden[path]!;
    if (target === 0) {
      result.visit(path, rows[i] === -1 ? 0 : sizes[rows[i]!]!);
      continue;
    }
    const bytes = stack.removableBytes(target);
    if (bytes === null) {
      result.miss(target);
      return;
    }
    result.visit(target, bytes);
  }
}
