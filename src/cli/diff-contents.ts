import { hashNodes } from '../build/hash-nodes.ts';
import { compareTrees, type TreeComparison } from '../diff/compare-trees.ts';
import { diffImages } from '../diff/diff-images.ts';
import { sameEntries } from '../diff/shared-layers.ts';
import type { Node } from '../filesystem/image-tree.ts';
import type { Inspection } from '../inspect.ts';
import type { ImageDiff } from '../model/image-diff.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';

/** Compares two images; the contents of files that only those can tell apart are read and hashed. @throws InspectError */
export async function diffInspections(before: Inspection, after: Inspection, options: ImageOptions): Promise<ImageDiff> {
  const comparison = compareTrees(before.tree, after.tree, sameEntries(before, after, options.verify === true));
  const isSame = await compareContents(comparison, before, after, options);
  return diffImages(before, after, comparison, isSame);
}

async function compareContents(
  { pairs }: TreeComparison,
  before: Inspection,
  after: Inspection,
  options: ImageOptions,
): Promise<(before: Node, after: Node) => boolean> {
  const limits = limitsOf(options);
  const open = pairs.flatMap((pair) => (pair.kind === 'both' && pair.isOpen ? [pair] : []));
  // One image after the other: two readers of one disk are slower than one.
  const olds = await hashNodes(
    { ...before, limits },
    open.map((pair) => pair.before.node),
  );
  const news = await hashNodes(
    { ...after, limits },
    open.map((pair) => pair.after.node),
  );
  return (old, fresh) => olds.get(old) === news.get(fresh);
}
