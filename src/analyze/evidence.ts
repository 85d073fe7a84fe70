import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import type { Evidence } from '../model/finding.ts';
import { sizeOf } from './node-columns.ts';

/** Evidence of one finding beyond this is left out: a finding is for people, who see the directories. */
const maxEvidence = 1_000;

export function fileEvidence(tree: ImageTree, node: Node): Evidence {
  return { kind: 'file', path: tree.path(node), layer: layerOfNode(tree, node), bytes: sizeOf(tree, node) };
}

/** By path. */
export function filesEvidence(tree: ImageTree, nodes: readonly Node[]): readonly Evidence[] {
  const paths = nodes.map((node) => ({ node, path: tree.path(node) })).sort((a, b) => (a.path < b.path ? -1 : 1));
  return paths.slice(0, maxEvidence).map(({ node }) => fileEvidence(tree, node));
}

/** A directory for all below it. */
export function treeEvidence(tree: ImageTree, node: Node, layer: number, bytes: number): Evidence {
  return { kind: 'file', path: tree.path(node), layer, bytes };
}

/** Layer that wrote what is seen there; the base for a directory that no layer has an entry for. */
export function layerOfNode(tree: ImageTree, node: Node): number {
  const entry = tree.entryAt(node);
  return entry === null ? 0 : tree.layerOf(entry);
}
