import type { Node } from '../filesystem/image-tree.ts';
import { none } from '../filesystem/tree-state.ts';
import type { PlanPart } from '../model/plan.ts';
import type { Scene } from './tracer.ts';

/** What a distribution packages is runtime, anything else is somebody's own. */
export function partOf(node: Node, { inventory }: Pick<Scene, 'inventory'>): PlanPart {
  return inventory.ownership.system[node] === none ? 'application' : 'runtime';
}
