import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import type { Evidence } from '../model/finding.ts';
import { maxEvidence, treeEvidence } from './evidence.ts';
import { subtreeByLayer } from './subtree-by-layer.ts';

/** What one layer has below some directories. */
export type DirectoryShare = { readonly layer: number; readonly bytes: number; readonly evidence: readonly Evidence[] };

/** Bytes below directories, those inside of others passed over, by the layer that wrote them; layers that wrote less than `leastBytes` are left out. */
export function directoryShares(
  tree: ImageTree,
  directories: readonly Node[],
  leastBytes = 1,
  isWanted?: (node: Node) => boolean,
): readonly DirectoryShare[] {
  const layers = new Map<number, { bytes: number; evidence: Evidence[] }>();
  for (const directory of outermost(tree, directories)) {
    for (const { layer, bytes } of subtreeByLayer(tree, directory, isWanted)) {
      const found = layers.get(layer) ?? { bytes: 0, evidence: [] };
      found.bytes += bytes;
      if (bytes > 0) found.evidence.push(treeEvidence(tree, directory, layer, bytes));
      layers.set(layer, found);
    }
  }
  return [...layers]
    .filter(([, { bytes }]) => bytes >= leastBytes)
    .map(([layer, { bytes, evidence }]) => ({ layer, bytes, evidence: evidence.sort(byBytes).slice(0, maxEvidence) }))
    .sort((a, b) => a.layer - b.layer);
}

function byBytes(a: Evidence, b: Evidence): number {
  return a.kind === 'file' && b.kind === 'file' ? b.bytes - a.bytes || (a.path < b.path ? -1 : 1) : 0;
}

function outermost(tree: ImageTree, nodes: readonly Node[]): readonly Node[] {
  const all = new Set(nodes);
  const isInside = (node: Node): boolean => {
    for (let at = tree.parent(node); at !== null; at = tree.parent(at)) if (all.has(at)) return true;
    return false;
  };
  return [...all].filter((node) => !isInside(node));
}
