import { isFile, sizeOf } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { PlanWarning } from '../../model/plan.ts';
import { need, warning } from '../need.ts';
import type { Need, Scene } from '../tracer.ts';
import type { LeftOut } from './left-out.ts';

export type DataNeeds = { readonly needs: readonly Need[]; readonly warnings: readonly PlanWarning[] };

/** What user layers added and nobody owns: the application's own files, whoever reads them. */
export function dataNeeds({ view: { tree } }: Scene, isKept: (node: Node) => boolean, judge: (node: Node) => LeftOut | null): DataNeeds {
  const needs: Need[] = [];
  const inputs: Node[] = [];
  const programs: Node[] = [];
  for (let node = 1; node < tree.nodeCount; node++) {
    if (!tree.isVisible(node) || isKept(node)) continue;
    const isEmpty = tree.isDirectory(node) && tree.children(node).length === 0;
    if (tree.isDirectory(node) && !isEmpty) continue;
    const leftOut = judge(node);
    if (leftOut === null) {
      needs.push(need(tree.path(node), 'added to the base image', { from: null, part: 'data', confidence: 'likely' }));
    } else if (leftOut.kind === 'build-input') inputs.push(node);
    else if (leftOut.kind === 'program' && isFile(tree, node)) programs.push(node);
  }
  return { needs, warnings: [...inputWarnings(inputs, tree), ...programWarnings(programs, tree)] };
}

function inputWarnings(inputs: readonly Node[], tree: Scene['view']['tree']): readonly PlanWarning[] {
  const [first] = inputs;
  if (first === undefined) return [];
  const bytes = inputs.reduce((sum, node) => sum + sizeOf(tree, node), 0);
  const directory = tree.path(tree.parent(first)!);
  const text = `${inputs.length} files that look like what a compiled program was built from are left out (${bytes} bytes); keep them with --keep if it reads them`;
  return [warning('build-inputs-left-out', text, directory)];
}

const maxNamed = 8;

function programWarnings(programs: readonly Node[], tree: Scene['view']['tree']): readonly PlanWarning[] {
  const [first] = programs;
  if (first === undefined) return [];
  const names = programs.slice(0, maxNamed).map((node) => tree.path(node));
  const rest = programs.length > maxNamed ? ` and ${programs.length - maxNamed} more` : '';
  const text = `programs that were added to the base image and that nothing was seen to start are left out: ${names.join(', ')}${rest}; name what is needed with --exec`;
  return [warning('programs-left-out', text, tree.path(first))];
}
