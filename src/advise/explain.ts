import { posix } from 'node:path';
import type { Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { InspectError } from '../model/errors.ts';
import type { Plan, PlanFile } from '../model/plan.ts';
import type { Diagnosis } from '../model/report.ts';
import { leftOutJudge } from './data/left-out.ts';
import type { Scene } from './tracer.ts';

export type Explanation =
  | { readonly kind: 'kept'; readonly steps: readonly { readonly path: string; readonly reason: string }[]; readonly confidence: string }
  | { readonly kind: 'made'; readonly path: string; readonly reason: string }
  | { readonly kind: 'dropped'; readonly path: string; readonly reason: string };

/** No chain is nearly as long. */
const maxSteps = 64;

/**
 * Why a file is in a plan, or is not.
 * @throws InspectError `no-such-path` for what is neither in the image nor in the plan
 */
export function explain(plan: Plan, path: string, scene: Scene, diagnosis: Diagnosis): Explanation {
  const { tree } = scene.view;
  const asked = posix.resolve('/', path);
  const made = plan.made.find((one) => one.path === asked);
  if (made !== undefined) return { kind: 'made', path: asked, reason: made.reason };
  const files = new Map(plan.files.map((file) => [file.path, file]));
  const own = resolvePath(tree, asked, false);
  const target = resolvePath(tree, asked);
  const paths = [asked, ...[own, target].flatMap((node) => (node === null ? [] : [tree.path(node)]))];
  const kept = paths.map((one) => files.get(one)).find((file) => file !== undefined);
  if (kept !== undefined) return { kind: 'kept', steps: chain(kept, files, scene), confidence: kept.confidence };
  const node = own ?? target;
  if (node === null) throw new InspectError('no-such-path', `${path}: expected a file of the image, got nothing there`);
  if (tree.isDirectory(node)) return { kind: 'dropped', path: asked, reason: 'nothing in it is kept' };
  const reason =
    leftOutJudge(scene, diagnosis, (one) => files.has(tree.path(one)))(node)?.reason ?? 'it was dropped, or the base brings it';
  return { kind: 'dropped', path: asked, reason };
}

function chain(
  kept: PlanFile,
  files: ReadonlyMap<string, PlanFile>,
  { view: { tree } }: Scene,
): readonly { readonly path: string; readonly reason: string }[] {
  const steps: { readonly path: string; readonly reason: string }[] = [];
  const seen = new Set<string>();
  for (let file: PlanFile | undefined = kept; file !== undefined && !seen.has(file.path) && steps.length < maxSteps; ) {
    seen.add(file.path);
    const { path, reason, from }: PlanFile = file;
    steps.push({ path, reason: from === null ? reason.replace(/,$/, '') : `${reason} ${from}` });
    const node: Node | null = from === null ? null : resolvePath(tree, from);
    file = from === null ? undefined : (files.get(from) ?? (node === null ? undefined : files.get(tree.path(node))));
  }
  return steps;
}
