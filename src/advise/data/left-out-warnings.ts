import { isFile, sizeOf } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { PlanWarning } from '../../model/plan.ts';
import { warning } from '../need.ts';
import type { Scene } from '../tracer.ts';
import { copiedLayers } from './copied-layers.ts';
import type { LeftOut } from './left-out.ts';

type Tree = Scene['view']['tree'];

const maxNamed = 8;
/** What a build forgets in one place is rarely more. */
const manyBytes = 1_048_576;
/** What is copied there to be installed from. */
const installed =
  /\/(?:requirements|constraints|packages?|Pipfile|pyproject|poetry|environment|composer|Gemfile)[^/]*$|\.(?:whl|deb|apk|rpm|gem|sh)$/;

/** What is to be told of files that nothing asked for, and that some program may read all the same. */
export function leftOutWarnings(left: ReadonlyMap<Node, LeftOut['kind']>, scene: Scene): readonly PlanWarning[] {
  const { tree } = scene.view;
  const files = (kind: LeftOut['kind']): readonly Node[] =>
    [...left].filter((one) => one[1] === kind && isFile(tree, one[0])).map(([node]) => node);
  const inputs = [...left].filter(([, kind]) => kind === 'build-input').map(([node]) => node);
  return [
    ...secretWarnings(files('secret'), tree),
    ...temporaryWarnings(files('temporary'), scene),
    ...inputWarnings(inputs, tree),
    ...programWarnings(files('program'), tree),
  ];
}

function secretWarnings(secrets: readonly Node[], tree: Tree): readonly PlanWarning[] {
  const [first] = secrets;
  if (first === undefined) return [];
  const text = `files that hold secrets are left out: ${named(secrets, tree)}; mount them when the container starts, or keep them with --keep`;
  return [warning('secrets-left-out', text, tree.path(first))];
}

function temporaryWarnings(files: readonly Node[], scene: Scene): readonly PlanWarning[] {
  const { tree } = scene.view;
  const isCopied = copiedLayers(scene);
  const copied = files.filter((node) => isCopied(tree.layerOf(tree.entryAt(node)!)) && !installed.test(tree.path(node)));
  const written = files.filter((node) => !tree.path(node).startsWith('/var/log/'));
  const told = bytesOf(written, tree) >= manyBytes ? [...written].sort((a, b) => sizeOf(tree, b) - sizeOf(tree, a)) : copied;
  const [first] = told;
  if (first === undefined) return [];
  const text = `files that lie where nothing is meant to last are left out (${bytesOf(told, tree)} bytes): ${named(told, tree)}; keep them with --keep if a program reads them`;
  return [warning('temporary-left-out', text, tree.path(first))];
}

function inputWarnings(inputs: readonly Node[], tree: Tree): readonly PlanWarning[] {
  const [first] = inputs;
  if (first === undefined) return [];
  const directory = tree.path(tree.parent(first)!);
  const text = `${inputs.length} files that look like what a compiled program was built from are left out (${bytesOf(inputs, tree)} bytes); keep them with --keep if it reads them`;
  return [warning('build-inputs-left-out', text, directory)];
}

function programWarnings(programs: readonly Node[], tree: Tree): readonly PlanWarning[] {
  const [first] = programs;
  if (first === undefined) return [];
  const text = `programs that were added to the base image and that nothing was seen to start are left out: ${named(programs, tree)}; name what is needed with --exec`;
  return [warning('programs-left-out', text, tree.path(first))];
}

function bytesOf(nodes: readonly Node[], tree: Tree): number {
  return nodes.reduce((sum, node) => sum + sizeOf(tree, node), 0);
}

function named(nodes: readonly Node[], tree: Tree): string {
  const rest = nodes.length > maxNamed ? ` and ${nodes.length - maxNamed} more` : '';
  return `${nodes
    .slice(0, maxNamed)
    .map((node) => tree.path(node))
    .join(', ')}${rest}`;
}
