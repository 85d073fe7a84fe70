import type { Node } from '../../filesystem/image-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import type { Plan, PlanFile } from '../../model/plan.ts';
import { changeOf, type LayerView, viewLayer } from './layer-view.ts';
import type { TreeIndex } from './tree-index.ts';
import type { RowRules } from './tree-rows.ts';

/** What a plan makes of the paths of an image. */
export type PlanTree = {
  readonly index: TreeIndex;
  /** By node: the file that is kept. */
  readonly files: ReadonlyMap<Node, PlanFile>;
  readonly kept: RowRules;
  readonly dropped: RowRules;
};

export function planTree(index: TreeIndex, plan: Plan): PlanTree {
  const { tree, nodeCount } = index;
  const view = viewLayer(index, tree.layers.length - 1, 'changes');
  const files = new Map<Node, PlanFile>();
  const own = new Float64Array(nodeCount);
  for (const file of plan.files) {
    const node = tree.find(file.path);
    if (node === null) continue;
    files.set(node, file);
    own[node] = file.bytes;
  }
  const kept = new Uint8Array(nodeCount);
  for (const node of files.keys()) kept[node] = 1;
  const keptBytes = upwards(index, own);
  const droppedBytes = view.bytes.map((bytes, node) => Math.max(0, bytes - keptBytes[node]!));
  return {
    index,
    files,
    kept: { index, view: { ...view, bytes: keptBytes }, order: 'size', mask: withParents(index, kept) },
    dropped: { index, view: { ...view, bytes: droppedBytes }, order: 'size', mask: withParents(index, rest(view, kept)) },
  };
}

/** What is seen in the image and not kept. */
function rest(view: LayerView, kept: Uint8Array): Uint8Array {
  return kept.map((isKept, node) =>
    isKept === 1 || view.changes[node] === changeOf.absent || view.changes[node] === changeOf.removed ? 0 : 1,
  );
}

function withParents({ tree }: TreeIndex, mask: Uint8Array): Uint8Array {
  for (let node = mask.length - 1; node > rootNode; node--) if (mask[node] === 1) mask[tree.state.table.parents[node]!] = 1;
  return mask;
}

function upwards({ tree }: TreeIndex, bytes: Float64Array): Float64Array {
  for (let node = bytes.length - 1; node > rootNode; node--) bytes[tree.state.table.parents[node]!]! += bytes[node]!;
  return bytes;
}

const maxChain = 32;

/** The file and what asked for it, up to what the image is started with. */
export function whyChain({ files, index }: PlanTree, node: Node): readonly PlanFile[] {
  const chain: PlanFile[] = [];
  const seen = new Set<Node>();
  for (let at: Node | null = node; at !== null && !seen.has(at) && chain.length < maxChain; ) {
    seen.add(at);
    const file = files.get(at);
    if (file === undefined) break;
    chain.push(file);
    at = file.from === null ? null : index.tree.find(file.from);
  }
  return chain;
}
