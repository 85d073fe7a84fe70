import { type OsRelease, osRelease } from '../../analyze/os-release.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { BaseCandidate } from '../../model/plan.ts';
import type { Kept } from '../closure.ts';
import type { Scene } from '../tracer.ts';
import { baseCatalogue, type CatalogueBase, catalogueDate } from './base-catalogue.ts';
import { baseMisfits } from './base-misfits.ts';
import { type KeptContent, keptContent } from './kept-content.ts';

/** A candidate, and which kept files it makes unnecessary. */
export type WeighedBase = {
  readonly candidate: BaseCandidate;
  readonly catalogued: CatalogueBase | null;
  readonly brought: ReadonlySet<Node>;
};

/** A base of others is worth this much more, as they keep it up to date. */
const worthFactor = 1.25;
const worthBytes = 2.5e6;
/** Packages that are named as what a base lacks. */
const maxCarried = 12;
const newestDebian = '13';

/** All bases that come into question, the recommended first. */
export function weighBases(kept: ReadonlyMap<Node, Kept>, scene: Scene): readonly WeighedBase[] {
  const content = keptContent(kept, scene);
  const release = osRelease(scene.view);
  const limit = worthFactor * content.bytes + worthBytes;
  const rank = ({ candidate }: WeighedBase): number => (!candidate.fits ? 2 : candidate.predictedBytes <= limit ? 0 : 1);
  const others = baseCatalogue
    .map((base) => weigh(base, content, scene))
    .sort(
      (a, b) =>
        rank(a) - rank(b) || preference(a, release) - preference(b, release) || a.candidate.predictedBytes - b.candidate.predictedBytes,
    );
  const better = others.filter((other) => rank(other) === 0);
  const worse = others.filter((other) => rank(other) !== 0);
  return [...better, scratchBase(content), ...worse].map((one, i) => (i === 0 ? recommended(one) : one));
}

/** The Debian that the image is of, then the newest, then alternatives. */
function preference({ catalogued, candidate }: WeighedBase, release: OsRelease | null): number {
  if (catalogued?.maker === 'chainguard') return 3;
  if (!candidate.fits) return 0;
  const debian = /-debian(\d+):/.exec(catalogued?.reference ?? '')?.[1];
  return release?.id === 'debian' && release.versionId === debian ? 0 : debian === newestDebian ? 1 : 2;
}

function recommended(weighed: WeighedBase): WeighedBase {
  const why =
    weighed.catalogued === null
      ? 'nothing smaller can be had, and every base that fits would add more than it brings'
      : 'what it brings is kept up to date by its makers, for little more than nothing at all';
  return { ...weighed, candidate: { ...weighed.candidate, reasons: [why, ...weighed.candidate.reasons] } };
}

function scratchBase(content: KeptContent): WeighedBase {
  const candidate: BaseCandidate = {
    base: { kind: 'scratch' },
    predictedBytes: content.bytes,
    fits: true,
    brings: [],
    lacks: carriedPackages(content, new Set()),
    reasons: ['everything comes from the image itself, so that nothing can be of another version'],
  };
  return { candidate, catalogued: null, brought: new Set() };
}

function weigh(base: CatalogueBase, content: KeptContent, scene: Scene): WeighedBase {
  const brought = broughtNodes(base, content);
  const misfits = baseMisfits(base, content, brought, scene);
  const brings = base.runtime === null && base.glibc !== null ? [`it brings ${base.brings.join(', ')}`] : [];
  return {
    candidate: {
      base: { kind: 'image', reference: base.reference, bytes: base.bytes },
      predictedBytes: content.bytes - content.bytesOf(brought) + base.bytes,
      fits: misfits.length === 0,
      brings: base.brings,
      lacks: carriedPackages(content, brought),
      reasons: [...misfits, ...brings, `its size is approximate, as of ${catalogueDate}`],
    },
    catalogued: base,
    brought,
  };
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
