import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { rootNode } from '../filesystem/node-table.ts';
import { type MadeFile, type PlanBase, type PlanFile, type PlanPart, type PlanSize, planParts } from '../model/plan.ts';
import type { Kept } from './closure.ts';

/**
 * Kept paths as the Plan lists them, by path, content under several names counted once.
 * @param all with their parents
 */
export function planFiles(tree: ImageTree, all: ReadonlyMap<Node, Kept>): readonly PlanFile[] {
  const paths = [...all].map(([node, why]) => ({ node, why, path: tree.path(node) }));
  paths.sort((a, b) => (a.path < b.path ? -1 : 1));
  const primaries = new Map<number, Node>();
  for (const { node } of paths) {
    const inode = tree.inodeAt(node);
    if (inode !== null && (!primaries.has(inode) || tree.isPrimary(node))) primaries.set(inode, node);
  }
  return paths.map(({ node, why }) => planFile(tree, node, why, primaries));
}

function planFile(tree: ImageTree, node: Node, why: Kept, primaries: ReadonlyMap<number, Node>): PlanFile {
  const entry = tree.at(node);
  const inode = tree.inodeAt(node);
  const isFile = entry.kind === 'file' || entry.kind === 'hardlink';
  const isLink = isFile && inode !== null && primaries.get(inode) !== node;
  return {
    path: entry.path,
    kind: isLink ? 'hardlink' : isFile ? 'file' : entry.kind,
    layer: entry.layer,
    bytes: isLink || !isFile ? 0 : entry.sizeBytes,
    part: why.part,
    reason: why.reason,
    from: why.from,
    confidence: why.confidence,
  };
}

export function planSize(
  files: readonly PlanFile[],
  made: readonly MadeFile[],
  base: PlanBase,
): Pick<PlanSize, 'predictedBytes' | 'baseBytes' | 'partBytes'> {
  const replaced = new Set(made.map(({ path }) => path));
  const partBytes: Record<PlanPart, number> = { runtime: 0, application: 0, data: 0, metadata: 0 };
  for (const { path, part, bytes } of files) if (!replaced.has(path)) partBytes[part] += bytes;
  for (const { content } of made) partBytes.metadata += Buffer.byteLength(content);
  const baseBytes = base.kind === 'image' ? base.bytes : 0;
  return { predictedBytes: planParts.reduce((sum, part) => sum + partBytes[part], baseBytes), baseBytes, partBytes };
}

/** Kept nodes with all directories above them, the root left out. */
export function withParents(tree: ImageTree, kept: ReadonlyMap<Node, Kept>): ReadonlyMap<Node, Kept> {
  const all = new Map(kept);
  for (const [node, { part }] of kept) {
    const from = tree.path(node);
    for (let at = tree.parent(node); at !== null && at !== rootNode && !all.has(at); at = tree.parent(at)) {
      all.set(at, { reason: 'directory of', from, part, confidence: 'certain' });
    }
  }
  return all;
}
