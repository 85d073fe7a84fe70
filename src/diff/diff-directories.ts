import type { ImageTree } from '../filesystem/image-tree.ts';
import { rootNode } from '../filesystem/node-table.ts';
import type { ByteChange, DirectoryChange, FileChange } from '../model/image-diff.ts';
import { byteChange, noBytes, sumBytes, touchedBytes } from './byte-change.ts';
import type { TreeComparison } from './compare-trees.ts';

/** Directories with less of the bytes that changed say nothing. */
const leastShare = 0.01;

type Sum = { readonly bytes: ByteChange; readonly count: number };

export function diffDirectories(
  files: readonly FileChange[],
  before: ImageTree,
  after: ImageTree,
  comparison: Pick<TreeComparison, 'beforeBytes' | 'afterBytes'>,
): readonly DirectoryChange[] {
  const sums = sumsByDirectory(files);
  const least = Math.max(1, touchedBytes(sums.get('/')?.bytes ?? noBytes) * leastShare);
  const large = [...sums].filter(([, { bytes }]) => touchedBytes(bytes) >= least);
  if (large.length === 0) return [];
  const [olds, news] = [subtreeBytes(before, comparison.beforeBytes), subtreeBytes(after, comparison.afterBytes)];
  const size = (tree: ImageTree, bytes: Float64Array, path: string): number => {
    const node = tree.find(path);
    return node === null ? 0 : bytes[node]!;
  };
  const changes = large.map(([path, { bytes, count }]): DirectoryChange => {
    return { path, beforeBytes: size(before, olds, path), afterBytes: size(after, news, path), ...bytes, changeCount: count };
  });
  // A parent has all that its children have, and a shorter path.
  return changes.sort((a, b) => touchedBytes(b) - touchedBytes(a) || a.path.length - b.path.length || (a.path < b.path ? -1 : 1));
}

/** First what lies directly in each, then what each holds to its parent, the deepest first. */
function sumsByDirectory(files: readonly FileChange[]): ReadonlyMap<string, Sum> {
  const levels: Map<string, Sum>[] = [];
  for (const file of files) if (file.path !== '/') add(levels, parentOf(file.path), byteChange(file), 1);
  for (let depth = levels.length - 1; depth > 0; depth--) {
    for (const [path, { bytes, count }] of levels[depth]!) add(levels, parentOf(path), bytes, count);
  }
  return new Map(levels.flatMap((level) => [...level]));
}

function add(levels: Map<string, Sum>[], path: string, bytes: ByteChange, count: number): void {
  const depth = path === '/' ? 0 : path.split('/').length - 1;
  while (levels.length <= depth) levels.push(new Map());
  const known = levels[depth]!.get(path);
  levels[depth]!.set(path, { bytes: sumBytes(known?.bytes ?? noBytes, bytes), count: (known?.count ?? 0) + count });
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

/** One backward pass, as parents have smaller numbers than their children. */
function subtreeBytes(tree: ImageTree, own: Float64Array): Float64Array {
  const bytes = own.slice();
  const { parents } = tree.state.table;
  for (let node = tree.nodeCount - 1; node > rootNode; node--) bytes[parents[node]!]! += bytes[node]!;
  return bytes;
}
