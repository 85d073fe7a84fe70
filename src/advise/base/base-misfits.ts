import coerce from 'semver/functions/coerce.js';
import satisfies from 'semver/functions/satisfies.js';
import { osRelease } from '../../analyze/os-release.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { Scene } from '../tracer.ts';
import type { CatalogueBase } from './base-catalogue.ts';
import type { KeptContent } from './kept-content.ts';
import type { ImageRuntime } from './runtime-version.ts';
import type { RuntimeOutcome } from './take-runtime.ts';
import { type VersionNeeds, versionNeeds } from './version-needs.ts';
import { compareVersions } from './version-order.ts';

/**
 * Why what is kept cannot run on a base, one sentence each; none where it can.
 * @param brought kept files that the base brings
 * @param outcome of the language runtime that a base has; null where it has none, or Python's
 */
export function baseMisfits(
  base: CatalogueBase,
  content: KeptContent,
  brought: ReadonlySet<Node>,
  outcome: RuntimeOutcome | null,
  scene: Scene,
): readonly string[] {
  const { platform } = scene.view.image.config;
  const needs = versionNeeds(
    content.elfFiles.filter((node) => !brought.has(node)),
    scene,
  );
  const misfits: string[] = [];
  if (platform.os !== 'linux' || !base.architectures.includes(platform.architecture))
    misfits.push(`there is none for ${platform.os}/${platform.architecture}`);
  if (base.runtime?.language === 'python') return [...misfits, ...pythonMisfits(base, content.runtimes)];
  if (outcome?.kind === 'refused') return [...misfits, outcome.reason];
  if (base.glibc === null && needs.isDynamic) misfits.push('its programs are linked dynamically, and the base has no C library');
  if (base.glibc === null) return [...misfits, ...(needs.isDynamic ? [] : layoutMisfits(base, content, scene))];
  if (needs.muslUser !== null) misfits.push(`${needs.muslUser} is linked with musl, and the base has glibc`);
  if (outcome !== null) return [...misfits, ...nativeMisfits(base, content, needs, scene)];
  if (!needs.isDynamic) misfits.push('nothing that is kept is linked dynamically, so that its libraries would be for nothing');
  misfits.push(...versionMisfits(base, needs), ...layoutMisfits(base, content, scene));
  return misfits;
}

/** Of the native code of what runs on the runtime of the base. */
function nativeMisfits(base: CatalogueBase, content: KeptContent, needs: VersionNeeds, scene: Scene): readonly string[] {
  const own = scene.inventory.packages.find(({ type, name }) => type === 'deb' && name === 'libc6')?.version;
  const isNewer = own !== undefined && compareVersions(own, base.glibc!) > 0;
  // What a jar has in it was linked for the image, and nobody looks.
  const hidden = base.runtime?.language === 'java' && isNewer ? [`the image has glibc ${own}, and the base ${base.glibc}`] : [];
  return [...hidden, ...versionMisfits(base, needs), ...(needs.isDynamic ? layoutMisfits(base, content, scene) : [])];
}

function versionMisfits(base: CatalogueBase, needs: VersionNeeds): readonly string[] {
  const misfits: string[] = [];
  const lacks = (needed: string, has: string | null): boolean => needed !== '' && has !== null && compareVersions(needed, has) > 0;
  if (lacks(needs.glibc, base.glibc)) misfits.push(`its programs need glibc ${needs.glibc}, and the base has ${base.glibc}`);
  if (lacks(needs.glibcxx, base.glibcxx)) misfits.push(`its programs need GLIBCXX_${needs.glibcxx}, and the base has ${base.glibcxx}`);
  if (lacks(needs.openssl, base.openssl)) misfits.push(`its programs need OPENSSL_${needs.openssl}, and the base has ${base.openssl}`);
  if (needs.privateUser !== null) misfits.push(`${needs.privateUser} works with no other build of glibc than its own`);
  return misfits;
}

/** Files go to where they were, so that the base's directories must be laid out as the image's. */
function layoutMisfits(base: CatalogueBase, { shells, rootDirectories, rootLinks }: KeptContent, scene: Scene): readonly string[] {
  const { view } = scene;
  const release = osRelease(view);
  const isDebian = base.glibc === null || scene.inventory.packages.some(({ type, name }) => type === 'deb' && name === 'libc6');
  if (!isDebian) return [`its libraries lie where ${release?.id || 'its distribution'} has them, and not where Debian's loader looks`];
  const [directory] = rootDirectories;
  if (directory !== undefined && base.isMerged) return [`its ${directory} is a directory, and that of the base a link into /usr`];
  if (rootLinks.length === 0 || base.isMerged) return [];
  const [shell] = shells;
  return shell === undefined
    ? []
    : [`${view.tree.path(shell)} is needed, and scripts look for programs in /bin, which the base has apart from /usr/bin`];
}

/** Its modules were made for just that version. */
function pythonMisfits({ runtime }: CatalogueBase, runtimes: readonly ImageRuntime[]): readonly string[] {
  const { version: wanted } = runtime!;
  const own = runtimes.find(({ language }) => language === 'python');
  if (own === undefined) return ['nothing that is kept runs on python'];
  const version = coerce(own.version);
  const fits = version !== null && satisfies(version, `~${wanted}`);
  return fits ? [] : [`the image has python ${own.version || 'of an unknown version'}, and the base ${wanted}`];
}
