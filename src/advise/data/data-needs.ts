import type { Node } from '../../filesystem/image-tree.ts';
import type { PlanWarning } from '../../model/plan.ts';
import { need } from '../need.ts';
import type { Need, Scene } from '../tracer.ts';
import type { LeftOut } from './left-out.ts';
import { leftOutWarnings } from './left-out-warnings.ts';

export type DataNeeds = { readonly needs: readonly Need[]; readonly warnings: readonly PlanWarning[] };

/** What user layers added and nobody owns: the application's own files, whoever reads them. */
export function dataNeeds(scene: Scene, isKept: (node: Node) => boolean, judge: (node: Node) => LeftOut | null): DataNeeds {
  const { tree } = scene.view;
  const needs: Need[] = [];
  const left = new Map<Node, LeftOut['kind']>();
  for (let node = 1; node < tree.nodeCount; node++) {
    if (!tree.isVisible(node) || isKept(node)) continue;
    const isEmpty = tree.isDirectory(node) && tree.children(node).length === 0;
    if (tree.isDirectory(node) && !isEmpty) continue;
    const leftOut = judge(node);
    if (leftOut === null) needs.push(need(tree.path(node), 'added to the base image', { from: null, part: 'data', confidence: 'likely' }));
    else left.set(node, leftOut.kind);
  }
  return { needs, warnings: leftOutWarnings(left, scene) };
}
