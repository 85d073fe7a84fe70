import type { Node } from '../../filesystem/image-tree.ts';
import { Closure } from '../closure.ts';
import { keepGlobs } from '../glob-needs.ts';
import type { Scene } from '../tracer.ts';

/** All that is kept for `--keep`, whether anything else asks for it or not. */
export function askedNodes(globs: readonly string[], scene: Scene): ReadonlySet<Node> {
  const closure = new Closure(scene.view.tree);
  for (const need of keepGlobs(globs, scene).needs) closure.keep(need);
  return new Set(closure.kept.keys());
}
