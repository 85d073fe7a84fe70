import type { Node } from '../filesystem/image-tree.ts';
import { globMatcher } from '../model/glob.ts';
import type { PlanWarning } from '../model/plan.ts';
import type { Kept } from './closure.ts';
import { need, warning } from './need.ts';
import { partOf } from './part-of.ts';
import type { Scene, Trace } from './tracer.ts';

/** What `--keep` asks for. */
export function keepGlobs(globs: readonly string[], scene: Scene): Trace {
  const { tree } = scene.view;
  const matchers = globs.map((glob) => ({ glob, matches: globMatcher(glob), count: 0 }));
  const needs: Trace['needs'][number][] = [];
  for (let node = 1; matchers.length > 0 && node < tree.nodeCount; node++) {
    if (!tree.isVisible(node)) continue;
    const path = tree.path(node);
    for (const matcher of matchers) {
      if (!matcher.matches(path)) continue;
      matcher.count += 1;
      needs.push(need(path, `asked for with --keep ${matcher.glob}`, { from: null, extent: 'subtree', part: partOf(node, scene) }));
    }
  }
  const unmatched = matchers.filter(({ count }) => count === 0);
  return {
    needs,
    invocations: [],
    warnings: unmatched.map(({ glob }) => warning('keep-matches-nothing', `--keep ${glob} matches no file of the image`)),
  };
}

/** What is left after `--drop`, and what that may break. */
export function dropGlobs(
  kept: ReadonlyMap<Node, Kept>,
  globs: readonly string[],
  { view }: Scene,
): { readonly kept: ReadonlyMap<Node, Kept>; readonly warnings: readonly PlanWarning[] } {
  const matchers = globs.map((glob) => globMatcher(glob));
  if (matchers.length === 0) return { kept, warnings: [] };
  const left = new Map<Node, Kept>();
  const warnings: PlanWarning[] = [];
  for (const [node, why] of kept) {
    const path = view.tree.path(node);
    if (!isBelow(path, matchers)) left.set(node, why);
    else if (why.confidence === 'certain' && !view.tree.isDirectory(node)) {
      const text = `it is dropped as asked for, and is ${why.reason} ${why.from ?? 'what the image starts'}`;
      warnings.push(warning('dropped-and-needed', text, path));
    }
  }
  return { kept: left, warnings };
}

/** A glob that names a directory drops what is in it. */
function isBelow(path: string, matchers: readonly ((path: string) => boolean)[]): boolean {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (matchers.some((matches) => matches(at))) return true;
  return false;
}
