import { posix } from 'node:path';
import { isFile } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { symlinkTarget } from '../../filesystem/trace-path.ts';
import { none } from '../../filesystem/tree-state.ts';
import type { Kept } from '../closure.ts';
import type { Scene } from '../tracer.ts';
import type { StartedRuntime } from './started-runtime.ts';

/** Directory of a Java runtime. */
export function javaHome({ program }: StartedRuntime, { view: { tree } }: Scene): string {
  return posix.dirname(posix.dirname(tree.path(program)));
}

/** Of what is kept, the runtime itself: with one of a base in its place nothing of it is needed. */
export function leftRuntime(runtime: StartedRuntime, kept: ReadonlyMap<Node, Kept>, scene: Scene): ReadonlySet<Node> {
  const { tree } = scene.view;
  const left = new Set<Node>([runtime.program]);
  const home = runtime.language === 'java' ? javaHome(runtime, scene) : null;
  if (home !== null) for (const node of kept.keys()) if (tree.path(node).startsWith(`${home}/`)) left.add(node);
  for (const node of ofItsPackages(runtime, left, kept, scene)) left.add(node);
  const homeNode = home === null ? null : tree.find(home);
  for (const node of kept.keys()) if (leadsInto(node, left, homeNode, tree)) left.add(node);
  return left;
}

/** Of Node's package a program may use the modules; of Java's the rest is its configuration. */
function ofItsPackages(
  { language }: StartedRuntime,
  left: ReadonlySet<Node>,
  kept: ReadonlyMap<Node, Kept>,
  { inventory: { ownership } }: Scene,
): readonly Node[] {
  const owners = new Set([...left].map((node) => ownership.system[node]!).filter((owner) => owner !== none));
  return [...kept]
    .filter(([node, { part }]) => owners.has(ownership.system[node]!) && (language === 'java' || part === 'metadata'))
    .map(([node]) => node);
}

function leadsInto(node: Node, left: ReadonlySet<Node>, home: Node | null, tree: Scene['view']['tree']): boolean {
  if (symlinkTarget(tree, node) === null) return false;
  const target = resolvePath(tree, tree.path(node));
  return target !== null && (left.has(target) || target === home);
}

/** Programs below the runtime's directory, or of its package, that it does not bring itself. */
export function strayPrograms(
  runtime: StartedRuntime,
  left: ReadonlySet<Node>,
  kept: ReadonlyMap<Node, Kept>,
  scene: Scene,
): readonly string[] {
  const { tree } = scene.view;
  const own = posix.join(javaHome(runtime, scene), 'lib/jrt-fs.jar');
  return [...left].flatMap((node) => {
    const path = tree.path(node);
    return kept.has(node) && /\.(?:jar|war|ear|class)$/i.test(path) && path !== own ? [path] : [];
  });
}

/** Files of the runtime that a later layer wrote: settings, certificates and agents that a base would not have. */
export function changedAfterwards({ program }: StartedRuntime, left: ReadonlySet<Node>, { view: { tree } }: Scene): readonly string[] {
  const layer = layerOf(program, tree);
  return [...left].filter((node) => isFile(tree, node) && layerOf(node, tree) !== layer).map((node) => tree.path(node));
}

export function layerOf(node: Node, tree: Scene['view']['tree']): number | null {
  const inode = tree.inodeAt(node);
  return inode === null ? null : tree.layerOf(inode);
}
