import { isFile, ownerOf } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { none } from '../../filesystem/tree-state.ts';
import type { PlanUser } from '../../model/plan.ts';
import type { Kept } from '../closure.ts';
import type { Scene } from '../tracer.ts';
import { type RootNeed, rootNeed } from './root-need.ts';

const stateName = /\.(?:db|db3|sqlite3?|mdb|rdb|aof|log|pid|lock|wal|journal|ldb|sst)$/;
const readPlaces = /^\/(?:usr\/(?:share|lib\w*|s?bin)|etc|lib\w*|s?bin)(?:\/|$)|\/node_modules\/|\/site-packages\//;

/** Databases, logs and the like that came with the application: whoever has them opens them to write. */
export function stateFileNeeds(
  kept: ReadonlyMap<Node, Kept>,
  { uid }: Pick<PlanUser, 'uid'>,
  { view, inventory }: Scene,
): readonly RootNeed[] {
  const { tree } = view;
  return [...kept.keys()].flatMap((node) => {
    if (!isFile(tree, node) || ownerOf(tree, node).uid === uid || inventory.ownership.system[node] !== none) return [];
    const path = tree.path(node);
    if (readPlaces.test(path) || !(view.kind(node) === 'sqlite' || stateName.test(path))) return [];
    return [rootNeed(`${path} looks like what a program goes on writing to, and belongs to root`, path)];
  });
}
