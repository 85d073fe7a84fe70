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

/**
 * What is left after `--drop`, and what that may break. Of a glob of `--keep` and one of `--drop` the one counts that names the file
 * more closely.
 */
export function dropGlobs(
  kept: ReadonlyMap<Node, Kept>,
  { keep, drop }: { readonly keep: readonly string[]; readonly drop: readonly string[] },
  { view }: Scene,
): { readonly kept: ReadonlyMap<Node, Kept>; readonly warnings: readonly PlanWarning[] } {
  if (drop.length === 0) return { kept, warnings: [] };
  const [kepts, drops] = [keep.map(placedGlob), drop.map(placedGlob)];
  const left = new Map<Node, Kept>();
  const asked = new Map<string, number>();
  const warnings: PlanWarning[] = [];
  for (const [node, why] of kept) {
    const path = view.tree.path(node);
    const dropped = closest(path, drops);
    const wanted = dropped === null ? null : closest(path, kepts);
    if (dropped === null || (wanted !== null && isCloser(wanted, dropped))) left.set(node, why);
    else if (wanted !== null) asked.set(wanted.glob, (asked.get(wanted.glob) ?? 0) + 1);
    else if (why.confidence === 'certain' && !view.tree.isDirectory(node)) {
      const text = `it is dropped as asked for, and is ${why.reason} ${why.from ?? 'what the image starts'}`;
      warnings.push(warning('dropped-and-needed', text, path));
    }
  }
  const both = [...asked].map(([glob, count]) =>
    warning('dropped-and-kept', `--keep ${glob} asks for ${count} paths that --drop names as closely or closer, and that are dropped`),
  );
  return { kept: left, warnings: [...warnings, ...both] };
}

type PlacedGlob = { readonly glob: string; readonly matches: (path: string) => boolean; readonly isPlace: (path: string) => boolean };

/** `/a/**` is about what is in `/a`, and names nothing in it. */
function placedGlob(glob: string): PlacedGlob {
  return { glob, matches: globMatcher(glob), isPlace: globMatcher(glob.replace(/(?<=.)\/\*\*$/, '')) };
}

type Match = { readonly glob: string; readonly depth: number };

/** A glob that names a directory is about what is in it. */
function closest(path: string, globs: readonly PlacedGlob[]): Match | null {
  let found: Match | null = null;
  for (const { glob, matches, isPlace } of globs) {
    const above = ancestors(path);
    if (!above.some(matches)) continue;
    const match = { glob, depth: above.find(isPlace)?.length ?? 0 };
    if (found === null || isCloser(match, found)) found = match;
  }
  return found;
}

/** The path itself first. */
function ancestors(path: string): readonly string[] {
  const found: string[] = [];
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) found.push(at);
  return found;
}

function isCloser(a: Match, b: Match): boolean {
  return a.depth !== b.depth ? a.depth > b.depth : literalLength(a.glob) > literalLength(b.glob);
}

function literalLength(glob: string): number {
  return glob.replace(/[*?[\]{},]/g, '').length;
}
