import { leftOutJudge } from '../../../advise/data/left-out.ts';
import type { Scene } from '../../../advise/tracer.ts';
import type { Node } from '../../../filesystem/image-tree.ts';
import { resolvePath } from '../../../filesystem/resolve-path.ts';
import { globMatcher } from '../../../model/glob.ts';
import type { Plan } from '../../../model/plan.ts';
import type { Diagnosis } from '../../../model/report.ts';
import { formatBytes } from '../../../report/format-bytes.ts';
import { formatCounted } from '../../../report/format-count.ts';

/** Of a directory no more files are asked about. */
const maxFiles = 20_000;
const maxReasons = 3;

/**
 * Says why a plan leaves a path out; of a directory, what most of it is left out for.
 * @param drop globs of what is dropped whatever the plan would say
 */
export function whyDropped(plan: Plan, scene: Scene, diagnosis: Diagnosis, drop: readonly string[]): (path: string) => string {
  const { tree } = scene.view;
  const kept = new Set(plan.files.map(({ path }) => path));
  const judge = leftOutJudge(scene, diagnosis, (node) => kept.has(tree.path(node)));
  const matchers = drop.map((glob) => ({ glob, matches: globMatcher(glob) }));
  const reasonOf = (node: Node, path: string): string => {
    const asked = matchers.find(({ matches }) => matches(path));
    if (asked !== undefined) return `it is dropped as asked for with ${asked.glob}`;
    return judge(node)?.reason ?? 'the base brings it, or nothing that is kept asks for it';
  };
  return (path) => {
    const node = resolvePath(tree, path, false);
    if (node === null) return 'no layer leaves it there';
    return tree.isDirectory(node) ? directoryReason(scene, node, (file) => !kept.has(file), reasonOf) : reasonOf(node, path);
  };
}

function directoryReason(
  { view: { tree } }: Scene,
  directory: Node,
  isDropped: (path: string) => boolean,
  reasonOf: (node: Node, path: string) => string,
): string {
  const reasons = new Map<string, { count: number; bytes: number }>();
  const open = [...tree.children(directory)];
  for (let asked = 0, node = open.pop(); node !== undefined && asked < maxFiles; node = open.pop()) {
    const path = tree.path(node);
    if (tree.isDirectory(node)) open.push(...tree.children(node));
    else if (isDropped(path)) {
      asked += 1;
      const reason = reasonOf(node, path);
      const known = reasons.get(reason) ?? { count: 0, bytes: 0 };
      reasons.set(reason, { count: known.count + 1, bytes: known.bytes + tree.at(node).sizeBytes });
    }
  }
  return summed(reasons);
}

function summed(reasons: ReadonlyMap<string, { readonly count: number; readonly bytes: number }>): string {
  if (reasons.size === 0) return 'nothing in it is kept';
  const sorted = [...reasons].sort(([, a], [, b]) => b.bytes - a.bytes || b.count - a.count);
  const told = sorted
    .slice(0, maxReasons)
    .map(([reason, { count, bytes }]) => `${formatCounted(count, 'file')}, ${formatBytes(bytes)}: ${reason}`);
  return [...told, ...(sorted.length > maxReasons ? [`and ${formatCounted(sorted.length - maxReasons, 'further reason')}`] : [])].join(
    '; ',
  );
}
