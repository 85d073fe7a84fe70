import { type OsRelease, osRelease } from '../../analyze/os-release.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { BaseCandidate } from '../../model/plan.ts';
import type { Kept } from '../closure.ts';
import type { Invocation, Scene } from '../tracer.ts';
import { askedNodes } from './asked-nodes.ts';
import { baseCatalogue, type CatalogueBase, catalogueDate } from './base-catalogue.ts';
import { baseMisfits } from './base-misfits.ts';
import { type BaseWorth, baseWorth, scratchReason, worthReason } from './base-worth.ts';
import { bytesOnce, type KeptContent, keptContent } from './kept-content.ts';
import { type RuntimeOutcome, type RuntimeQuestion, runtimeQuestion, type TakenRuntime, takeRuntime } from './take-runtime.ts';

/** A candidate, and which kept files it makes unnecessary. */
export type WeighedBase = {
  readonly candidate: BaseCandidate;
  readonly catalogued: CatalogueBase | null;
  readonly brought: ReadonlySet<Node>;
  /** The runtime of the base in the place of the image's own, which is among `brought`; null where there is none. */
  readonly runtime: TakenRuntime | null;
};

type WeighedRuntime = { readonly outcome: RuntimeOutcome | null; readonly scene: Scene };
type ComparedBase = WeighedBase & { readonly worth: BaseWorth };

/** Packages that are named as what a base lacks. */
const maxCarried = 12;
const newestDebian = '13';

/**
 * All bases that come into question, the recommended first.
 * @param invocations all that was seen to be started
 * @param keep globs of what is kept, whatever a base brings
 */
export async function weighBases(
  kept: ReadonlyMap<Node, Kept>,
  invocations: readonly Invocation[],
  keep: readonly string[],
  scene: Scene,
): Promise<readonly WeighedBase[]> {
  const content = keptContent(kept, scene);
  const release = osRelease(scene.view);
  const imageBytes = scene.view.tree.layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const question = await runtimeQuestion(kept, invocations, askedNodes(keep, scene), scene);
  const weighed: ComparedBase[] = [];
  for (const base of baseCatalogue) weighed.push(weigh(base, content, imageBytes, await outcomeOf(base, question)));
  const others = weighed.sort(
    (a, b) =>
      rank(a) - rank(b) || preference(a, release) - preference(b, release) || a.candidate.predictedBytes - b.candidate.predictedBytes,
  );
  const better = others.filter((other) => rank(other) === 0);
  const worse = others.filter((other) => rank(other) !== 0);
  const fitting = others.filter(({ candidate }) => candidate.fits);
  const isRecommended = better.length === 0;
  return [...better, scratchBase(content, isRecommended ? fitting : null), ...worse];
}

/** The same, with what the chosen one comes to once only that is kept. */
export function weighedAnew(
  weighed: readonly WeighedBase[],
  { catalogued, brought }: WeighedBase,
  kept: ReadonlyMap<Node, Kept>,
  { view: { tree } }: Scene,
): readonly WeighedBase[] {
  const bytes = bytesOnce(
    [...kept.keys()].filter((node) => !brought.has(node)),
    tree,
  );
  return weighed.map((one) =>
    one.catalogued === catalogued && catalogued !== null
      ? { ...one, candidate: { ...one.candidate, predictedBytes: bytes + catalogued.bytes } }
      : one,
  );
}

function rank({ candidate, worth }: ComparedBase): number {
  return !candidate.fits ? 2 : worth.isWorthIt ? 0 : 1;
}

/** The Debian that the image is of, then the newest, then alternatives. */
function preference({ catalogued, candidate }: WeighedBase, release: OsRelease | null): number {
  if (catalogued?.maker === 'chainguard') return 3;
  if (!candidate.fits) return 0;
  const debian = /-debian(\d+):/.exec(catalogued?.reference ?? '')?.[1];
  return release?.id === 'debian' && release.versionId === debian ? 0 : debian === newestDebian ? 1 : 2;
}

/** @param fitting bases that could be taken instead, where none of them is worth it; null: one is */
function scratchBase(content: KeptContent, fitting: readonly ComparedBase[] | null): WeighedBase {
  const candidate: BaseCandidate = {
    base: { kind: 'scratch' },
    predictedBytes: content.bytes,
    fits: true,
    brings: [],
    lacks: carriedPackages(content, new Set()),
    reasons: [
      ...(fitting === null ? [] : [scratchReason(fitting.map(({ worth }) => worth))]),
      'everything comes from the image itself, so that nothing can be of another version',
    ],
  };
  return { candidate, catalogued: null, brought: new Set(), runtime: null };
}

async function outcomeOf(base: CatalogueBase, question: RuntimeQuestion): Promise<WeighedRuntime> {
  const isOfCommand = base.runtime !== null && base.runtime.language !== 'python';
  return { outcome: isOfCommand ? await takeRuntime(base, question) : null, scene: question.scene };
}

function weigh(base: CatalogueBase, content: KeptContent, imageBytes: number, { outcome, scene }: WeighedRuntime): ComparedBase {
  const packaged = broughtNodes(base, content);
  const taken = outcome?.kind === 'taken' ? outcome.taken : null;
  const misfits = baseMisfits(base, content, new Set([...packaged, ...(taken?.left ?? [])]), outcome, scene);
  const runtime = misfits.length === 0 ? taken : null;
  const brought = new Set([...packaged, ...(runtime?.left ?? [])]);
  const worth = baseWorth(base, content, brought, runtime === null ? null : base.brings[0]!, imageBytes);
  return {
    candidate: {
      base: { kind: 'image', reference: base.reference, bytes: base.bytes },
      predictedBytes: content.bytes - content.bytesOf(brought) + base.bytes,
      fits: misfits.length === 0,
      brings: base.brings,
      lacks: carriedPackages(content, brought),
      reasons: [...misfits, worthReason(worth), ...broughtReasons(base, runtime), `its size is approximate, as of ${catalogueDate}`],
    },
    catalogued: base,
    brought,
    runtime,
    worth,
  };
}

function broughtReasons(base: CatalogueBase, runtime: TakenRuntime | null): readonly string[] {
  if (runtime !== null) return [`its ${base.runtime!.program} is started in the place of the image's own, which is left out`];
  return base.runtime === null && base.glibc !== null ? [`it brings ${base.brings.join(', ')}`] : [];
}

/** Packages of the image that have to come with it, by what is kept of them, the most first. */
function carriedPackages({ byPackage, bytesOf }: KeptContent, brought: ReadonlySet<Node>): readonly string[] {
  const rest = [...byPackage].map(([{ name }, nodes]) => ({ name, bytes: bytesOf(nodes.filter((node) => !brought.has(node))) }));
  const carried = rest.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
  return carried.slice(0, maxCarried).map(({ name }) => name);
}

/** Kept files of packages that the base has too, and the links into `/usr`, which it has or has directories in their place. */
function broughtNodes(base: CatalogueBase, { byPackage, rootLinks }: KeptContent): ReadonlySet<Node> {
  const owned = [...byPackage].filter(([{ type, name }]) => type === 'deb' && base.packages.some((pattern) => pattern.test(name)));
  return new Set([...owned.flatMap(([, nodes]) => nodes), ...rootLinks]);
}
