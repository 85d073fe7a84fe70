import { posix } from 'node:path';
import { containerUser } from '../analyze/container-user.ts';
import { ownerOf } from '../analyze/node-columns.ts';
import type { Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { none } from '../filesystem/tree-state.ts';
import type { WritablePath } from '../model/plan.ts';
import type { AdviseInput, AdviseOptions } from './advise.ts';
import { environmentNeeds } from './conventions/environment-needs.ts';
import { openWarnings } from './conventions/left-places.ts';
import { messageNeeds } from './conventions/message-needs.ts';
import { namedByVariables } from './conventions/named-by-variables.ts';
import { dataNeeds } from './data/data-needs.ts';
import { leftOutJudge } from './data/left-out.ts';
import { writablePaths } from './data/writable-paths.ts';
import { execCommand } from './exec-command.ts';
import { keepGlobs } from './glob-needs.ts';
import { keptPackages } from './kept-packages.ts';
import { metadataNeeds } from './metadata/metadata-needs.ts';
import { emptyTrace, need, traceOf } from './need.ts';
import { traceSources } from './sources/source-trace.ts';
import { startInvocations } from './start-invocations.ts';
import { packageClosure } from './strategy/package-closure.ts';
import { packageConfiguration, packageRest } from './strategy/package-rest.ts';
import { type StrategyStep, strategySteps } from './strategy/strategy-steps.ts';
import { ClosureTrace, type TracedClosure, type Tracers } from './trace-closure.ts';
import type { Need, Scene } from './tracer.ts';
import { createTracers } from './tracers.ts';

export type TracedImage = TracedClosure & { readonly writablePaths: readonly WritablePath[]; readonly steps: readonly StrategyStep[] };

/**
 * All that is kept of an image: what its programs need, its data, what the strategy adds, where it writes.
 * @param replaced files that something else takes the place of, so that what they ask for is not needed
 */
export async function traceImage(
  { diagnosis, readStrings }: AdviseInput,
  scene: Scene,
  options: AdviseOptions,
  replaced: ReadonlySet<Node> = new Set(),
): Promise<TracedImage> {
  const { config } = scene.view.image.config;
  const trace = new ClosureTrace(scene, withoutLooking(createTracers(readStrings), replaced));
  const { closure } = trace;
  await trace.run({ ...emptyTrace, invocations: startInvocations(config, options.exec.map(execCommand)) });
  await trace.run(keepGlobs(options.keep, scene));
  const isKept = (node: Node): boolean => closure.has(node);
  const data = dataNeeds(scene, isKept, leftOutJudge(scene, diagnosis, isKept));
  await trace.run(
    traceOf([...data.needs, ...environmentNeeds(config, scene), ...placeNeeds(config), ...runtimeDirectories(scene)], data.warnings),
  );
  await trace.run(namedByVariables(config.env, scene, isKept));
  await trace.run(await traceSources(scene, closure.kept));
  const packages = keptPackages(programsOf(closure.kept), scene);
  await trace.run(traceOf([...packageConfiguration(packages, scene), ...messageNeeds(config, packages, scene)]));
  const further = {
    balanced: packageRest(keptPackages(startedOf(closure.kept, scene), scene), scene),
    conservative: await packageClosure(packages, scene),
  };
  const steps = await strategySteps(trace, further, options.strategy);
  const traced = await trace.run(traceOf(metadataNeeds(keptPackages(closure.kept, scene), options.strategy)));
  const writable = writablePaths(scene.view.tree, {
    config,
    writes: traced.writes,
    uids: userIds(traced, scene),
    names: new Set([...packages.map(({ name }) => name), ...traced.invocations.map(({ argv }) => posix.basename(argv[0]!))]),
  });
  const last = await trace.run(traceOf(writable.map(({ path, reason }) => need(path, `${reason},`, { from: null, part: 'data' }))));
  return { ...last, warnings: openWarnings(last.warnings, closure), writablePaths: writable, steps };
}

function withoutLooking({ files, programs }: Tracers, replaced: ReadonlySet<Node>): Tracers {
  return {
    programs,
    files: files.map(({ id, traceFile }) => ({ id, traceFile: (node, at) => (replaced.has(node) ? null : traceFile(node, at)) })),
  };
}

function programsOf(kept: TracedClosure['closure']['kept']): TracedClosure['closure']['kept'] {
  return new Map([...kept].filter(([, { part }]) => part !== 'data'));
}

/** Programs, libraries and scripts: what else is in their packages may be read by them. */
function startedOf(kept: TracedClosure['closure']['kept'], { view }: Scene): TracedClosure['closure']['kept'] {
  return new Map([...kept].filter(([node, { part }]) => part !== 'data' && (view.elf(node) !== null || view.script(node) !== null)));
}

/** Volumes with what the image puts into them, and where programs begin. */
function placeNeeds({ volumes, workingDir }: Scene['view']['image']['config']['config']): readonly Need[] {
  return [
    ...volumes.map((path) => need(posix.resolve('/', path), 'a volume', { from: null, extent: 'subtree', part: 'data' })),
    ...(workingDir === '' ? [] : [need(posix.resolve('/', workingDir), 'the working directory', { from: null, part: 'data' })]),
  ];
}

/** Where scripts and servers put locks and sockets: empty in the image, and often a symlink to what no image has otherwise. */
function runtimeDirectories({ view }: Scene): readonly Need[] {
  const isThere = (path: string): boolean => resolvePath(view.tree, path) !== null;
  return ['/run', '/run/lock', '/var/run', '/var/lock']
    .filter(isThere)
    .map((path) => need(path, 'a place for locks and sockets', { from: null, part: 'data' }));
}

/** Of the container's user, and of whoever owns state of the packages that are kept; root writes anywhere. */
function userIds({ closure }: TracedClosure, { view, inventory }: Scene): ReadonlySet<number> {
  const { uid } = containerUser(view);
  const owners = new Set<number>(uid === null || uid === 0 ? [] : [uid]);
  for (const node of closure.kept.keys()) if (isOwned(node, inventory)) owners.add(ownerOf(view.tree, node).uid);
  owners.delete(0);
  return owners;
}

function isOwned(node: Node, { ownership }: Scene['inventory']): boolean {
  return ownership.system[node] !== none;
}
