import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { type Evidence, maxEvidence } from '../model/finding.ts';
import { sizeOf } from './node-columns.ts';

export { maxEvidence };

export function fileEvidence(tree: ImageTree, node: Node): Evidence {
  return { kind: 'file', path: tree.path(node), layer: layerOfNode(tree, node), bytes: sizeOf(tree, node) };
}

/** By path. */
export function filesEvidence(tree: ImageTree, nodes: readonly Node[]): readonly Evidence[] {
  const evidence = nodes.slice(0, maxEvidence).map((node) => ({ ...fileEvidence(tree, node), path: tree.path(node) }));
  return evidence.sort((a, b) => (a.path < b.path ? -1 : 1));
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

/** Of the files among it. */
export function evidencePaths(evidence: readonly Evidence[]): readonly string[] {
  return evidence.flatMap((one) => (one.kind === 'file' ? [one.path] : []));
}
