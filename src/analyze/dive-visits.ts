import { kindOf } from '../filesystem/tree-state.ts';
import { childFirst } from './child-first.ts';
import type { DiveLayer } from './dive-layer.ts';
import type { DivePaths } from './dive-paths.ts';
import { DiveScore } from './dive-score.ts';
import { DiveStack } from './dive-stack.ts';

/** Visits the leaves of each layer, over the stack of those below. */
export function visitLayers(layers: readonly DiveLayer[], paths: DivePaths): DiveScore {
  const hidden = new Int32Array(paths.count);
  for (const [whiteout, path] of paths.hidden) hidden[whiteout] = path;
  const score = new DiveScore(paths);
  const stack = new DiveStack(paths);
  const lastRemoval = paths.mayRemove.lastIndexOf(true);
  for (const [i, unordered] of layers.entries()) {
    // dive starts the stack with a plain copy of the first layer, and then lays the first layer on it.
    if (i === 0 && lastRemoval >= 0) layOn(stack, unordered, null);
    const layer = paths.mayRemove[i] && isOrderOfInterest(unordered, hidden, stack) ? childFirst(unordered, paths) : unordered;
    visitLeaves(layer, hidden, stack, score);
    if (i < lastRemoval && (i > 0 || paths.mayRemove[0])) layOn(stack, layer, hidden);
  }
  return score;
}

/** Whether a whiteout hides nothing, which ends the visit, or something of its own layer, which may come before or after it. */
function isOrderOfInterest({ paths }: DiveLayer, hidden: Int32Array, stack: DiveStack): boolean {
  const targets = new Set<number>();
  for (let i = 0; i < paths.length; i++) if (hidden[paths[i]!] !== 0) targets.add(hidden[paths[i]!]!);
  for (const target of targets) if (stack.removableBytes(target) === null) return true;
  return paths.some((path) => targets.has(path));
}

function layOn(stack: DiveStack, { index, paths, rows }: DiveLayer, hidden: Int32Array | null): void {
  const { sizes, kinds } = index.columns;
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i]!;
    const row = rows[i]!;
    const target = hidden === null ? 0 : hidden[path]!;
    if (target !== 0) stack.remove(target);
    else stack.put(path, row === -1 ? 0 : sizes[row]!, row !== -1 && kinds[row] === kindOf.directory);
  }
}

function visitLeaves({ index, paths, rows, hasChildren }: DiveLayer, hidden: Int32Array, stack: DiveStack, score: DiveScore): void {
  const { sizes } = index.columns;
  for (let i = 0; i < paths.length; i++) {
    if (hasChildren[i] === 1) continue;
    const path = paths[i]!;
    const target = hidden[path]!;
    if (target === 0) {
      score.visit(path, rows[i] === -1 ? 0 : sizes[rows[i]!]!);
      continue;
    }
    const bytes = stack.removableBytes(target);
    if (bytes === null) {
      score.miss(target);
      return;
    }
    score.visit(target, bytes);
  }
}
