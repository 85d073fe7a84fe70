import { fileSurvey } from '../analyze/file-survey.ts';
import type { ImageView } from '../analyze/image-view.ts';
import type { Inventory } from '../analyze/packages/inventory.ts';
import { InspectError } from '../model/errors.ts';
import type { ImageConfig, RuntimeConfig } from '../model/image-config.ts';
import {
  type MadeFile,
  type Plan,
  type PlanFile,
  type PlanUser,
  planSchemaVersion,
  type Strategy,
  type UserOption,
  type WritablePath,
} from '../model/plan.ts';
import { formatPlatform } from '../model/platform.ts';
import type { Diagnosis } from '../model/report.ts';
import { planFiles, planSize, withParents } from './assemble-plan.ts';
import { type WeighedBase, weighBases, weighedAnew } from './base/base-candidates.ts';
import { type BaseChoice, chooseBase } from './base/choose-base.ts';
import { withoutBrought } from './conventions/left-places.ts';
import { directCommand } from './direct-command.ts';
import type { ReadStrings } from './elf/read-strings.ts';
import { dropGlobs } from './glob-needs.ts';
import { imageWarnings } from './image-warnings.ts';
import { keptPackages } from './kept-packages.ts';
import { madeFiles } from './made-files.ts';
import { orderWarnings } from './order-warnings.ts';
import { planConfig } from './plan-config.ts';
import { planRemoved } from './plan-removed.ts';
import { concealed } from './secret-lines.ts';
import { weighStrategies } from './strategy/weigh-strategies.ts';
import { type TracedImage, traceImage } from './trace-image.ts';
import type { ReadFiles, ScanFiles, Scene } from './tracer.ts';
import { chooseUser } from './user/choose-user.ts';
import { type DirectUser, directUser } from './user/direct-user.ts';
import { givenPaths, isWritten } from './user/given-paths.ts';
import { planUser } from './user/plan-user.ts';
import { readAccounts } from './user/read-accounts.ts';
import { isPrepared, scriptUser } from './user/script-user.ts';

export type AdviseInput = {
  readonly diagnosis: Diagnosis;
  readonly view: ImageView;
  readonly inventory: Inventory;
  readonly read: ReadFiles;
  readonly readStrings: ReadStrings;
  readonly scan?: ScanFiles;
};

export type AdviseOptions = {
  /** `auto`, `scratch`, `distroless`, or a reference. */
  readonly base: string;
  readonly strategy: Strategy;
  /** Globs of what is kept, and dropped, whatever else is found. */
  readonly keep: readonly string[];
  readonly drop: readonly string[];
  /** Further commands that the production image must be able to run. */
  readonly exec: readonly string[];
  /** In the place of root. */
  readonly user: UserOption;
};

/**
 * Works out, without running anything, what the image needs to do its work, and what of it goes into production.
 * @throws InspectError `unsupported` for Windows; `usage` for globs that are none and bases that do not fit; whatever reading the layers throws
 */
export async function advise(input: AdviseInput, options: AdviseOptions): Promise<Plan> {
  expectLinux(input.view.image.config);
  const image: Scene = { view: input.view, inventory: input.inventory, read: input.read, scan: input.scan };
  const switched = options.user === 'root' ? null : directUser(image.view.image.config.config, await readAccounts(image), image.view.tree);
  const given = switched === null ? image : withConfig(image, switched.config);
  const first = await traceImage(input, given, options);
  const asUser = switched === null && options.user !== 'root' ? await traceAsUser(input, given, first, options) : null;
  if (asUser !== null) return await planOf(input, asUser.scene, asUser.traced, options, asUser.switched);
  const direct = directCommand(given.view.image.config.config, first.replaced, given);
  if (direct === null) return await planOf(input, given, first, options, switched);
  const scene = withConfig(given, direct.config);
  const traced = await traceImage(input, scene, options);
  return await planOf(input, scene, { ...traced, warnings: [...traced.warnings, direct.warning] }, options, switched);
}

function expectLinux({ platform }: ImageConfig): void {
  if (platform.os !== 'windows') return;
  throw new InspectError('unsupported', `expected an image for Linux to plan production for, got one for ${formatPlatform(platform)}`);
}

/** The same image started as the user as whom its entrypoint starts itself; null where there is none, or root does more than to prepare that. */
async function traceAsUser(
  input: AdviseInput,
  scene: Scene,
  asRoot: TracedImage,
  options: AdviseOptions,
): Promise<{ readonly scene: Scene; readonly traced: TracedImage; readonly switched: DirectUser } | null> {
  const accounts = await readAccounts(scene);
  const switched = await scriptUser(scene.view.image.config.config, asRoot, accounts, scene);
  if (switched === null) return null;
  const other = withConfig(scene, switched.config);
  const traced = await traceImage(input, other, options);
  const { user } = planUser(switched.config.user, accounts, []);
  const given = givenPaths({ writable: traced.writablePaths, kept: withParents(scene.view.tree, traced.closure.kept), user }, other);
  const own = given.paths.filter((path) => isWritten(path, user)).map(({ path }) => path);
  if (given.needs.length > 0 || !isPrepared(asRoot, traced, own, other)) return null;
  return { scene: other, traced: { ...traced, writablePaths: given.paths }, switched };
}

/** What is kept, and the base that it is for. */
type BasedImage = BaseChoice & {
  readonly traced: TracedImage;
  readonly dropped: ReturnType<typeof dropGlobs>;
  readonly weighed: readonly WeighedBase[];
};

/** Where the runtime of the base is taken, what only the image's own asks for is kept no more. */
async function onBase(input: AdviseInput, scene: Scene, traced: TracedImage, options: AdviseOptions): Promise<BasedImage> {
  const dropped = dropGlobs(traced.closure.kept, options, scene);
  const weighed = await weighBases(dropped.kept, traced.invocations, options.keep, scene);
  const choice = chooseBase(weighed, options.base);
  if (choice.base.runtime === null) return { ...choice, traced, dropped, weighed };
  const lean = await traceImage(input, scene, options, choice.base.runtime.left);
  const without = dropGlobs(lean.closure.kept, options, scene);
  const told = traced.warnings.filter(({ code }) => code === 'package-manager-replaced' || code === 'entrypoint-replaced');
  return {
    ...choice,
    traced: { ...lean, warnings: [...lean.warnings, ...told], writablePaths: traced.writablePaths },
    dropped: without,
    weighed: weighedAnew(weighed, choice.base, without.kept, scene),
  };
}

async function planOf(
  input: AdviseInput,
  scene: Scene,
  first: TracedImage,
  options: AdviseOptions,
  switched: DirectUser | null,
): Promise<Plan> {
  const { diagnosis, readStrings } = input;
  const { traced, dropped, weighed, base, warnings: baseWarnings } = await onBase(input, scene, first, options);
  const { view } = scene;
  const { config } = view.image.config;
  const accounts = await readAccounts(scene);
  const chosen = await chooseUser(
    { config, accounts, traced, kept: withParents(view.tree, dropped.kept), readStrings, switched },
    options.user,
    scene,
  );
  const kept = new Map([...dropped.kept].filter(([node]) => !base.brought.has(node)));
  const packages = keptPackages(kept, scene);
  const paths = withParents(view.tree, kept);
  const { user } = chosen;
  const made = await madeFiles({ scene, packages, paths, user, accounts, config, brings: base.catalogued });
  const files = planFiles(view.tree, paths);
  const size = planSize(files, made, base.candidate.base);
  const { steps, warnings } = traced;
  const weighing = { chosen: options.strategy, predictedBytes: size.predictedBytes, kept, steps, globs: options, base, warnings };
  const imageOnes = imageWarnings(diagnosis, scene, packages, traced.invocations);
  return {
    schemaVersion: planSchemaVersion,
    tool: diagnosis.tool,
    source: planSource(diagnosis),
    strategy: options.strategy,
    base: base.candidate.base,
    candidates: weighed.map(({ candidate }) => candidate),
    strategies: weighStrategies(weighing, scene),
    files,
    made,
    user,
    config: planConfig(base.runtime?.config ?? config, view.tree),
    writablePaths: ownedPaths(chosen.writablePaths, made, files, user),
    listens: traced.listens,
    size: { ...imageSize(diagnosis, scene), ...size },
    removed: planRemoved({ diagnosis, isKept: (node) => paths.has(node), packages: keptPackages(dropped.kept, scene), user }, scene),
    warnings: orderWarnings(
      concealed(
        [...withoutBrought(traced.warnings, base.candidate.brings), ...dropped.warnings, ...chosen.warnings, ...baseWarnings, ...imageOnes],
        view.image.config,
      ),
    ),
  };
}

/** The same image, started otherwise. */
function withConfig(scene: Scene, config: RuntimeConfig): Scene {
  const { image } = scene.view;
  return { ...scene, view: { ...scene.view, image: { ...image, config: { ...image.config, config } } } };
}

function planSource({ image: { reference, manifestDigest, imageId, platform } }: Diagnosis): Plan['source'] {
  return { reference, manifestDigest, imageId, platform };
}

function imageSize({ image }: Diagnosis, { view }: Scene): Pick<Plan['size'], 'visibleBytes' | 'imageBytes'> {
  return { visibleBytes: fileSurvey(view.tree).totalBytes, imageBytes: image.sizeBytes };
}

/** Empty directories that the plan gives to the user that it makes are for that user to write to. */
function ownedPaths(
  writable: readonly WritablePath[],
  made: readonly MadeFile[],
  files: readonly PlanFile[],
  user: PlanUser,
): readonly WritablePath[] {
  const isEmpty = (path: string): boolean => !files.some((file) => file.path.startsWith(`${path}/`));
  const own = user.isMade ? made.filter(({ kind, uid, path }) => kind === 'directory' && uid === user.uid && isEmpty(path)) : [];
  const given = own.map(({ path, uid, gid, mode, reason }) => ({ path, uid, gid, mode, reason }));
  const others = writable.filter(({ path }) => !given.some((one) => one.path === path));
  return [...others, ...given].sort((a, b) => (a.path < b.path ? -1 : 1));
}
