import type { Node } from '../filesystem/image-tree.ts';
import { none } from '../filesystem/tree-state.ts';
import { startChain } from '../program/start-chain.ts';
import { filesWithFact } from './files-with-fact.ts';
import type { ImageView } from './image-view.ts';
import { layerOrigins } from './origins.ts';
import { neededPackages } from './package-needs.ts';
import type { InstalledPackage } from './packages/installed-package.ts';
import { staticClosure } from './static-closure.ts';

/** What runs programs that come as texts, or as classes, and can do without a system around it. */
const runtime = /^(?:java|node|nodejs|perl|php|php-fpm|pypy|python|ruby)[\d.]*(?:-(?:fpm|cgi|cli))?$/;
/** What scripts in front of it call. */
const scriptPackages = new Set(['busybox', 'coreutils', 'debianutils', 'findutils', 'grep', 'hostname', 'sed', 'util-linux']);

/** What a program needs that a runtime runs. */
export type RuntimeNeeds = {
  /** Of the runtime. */
  readonly path: string;
  /** Whether a file is none of a package, or of one that is needed. */
  readonly isNeeded: (node: Node) => boolean;
};

/**
 * What the runtime that a container starts needs of the packages of the system: those that it and the libraries that it, and whatever no package
 * owns, are linked with come from, those that somebody has added to the base, and all that these depend on. null where no runtime is started, or
 * nobody can know.
 */
export function runtimeNeeds(image: ImageView): RuntimeNeeds | null {
  const started = startedNodes(image);
  const main = started?.findLast((node) => isRuntime(image, node));
  if (started == null || main === undefined || !started.every((node) => isFollowed(image, node))) return null;
  const { packages, ownership } = image.inventory();
  const ownerOf = (node: Node): InstalledPackage | null => {
    const owner = ownership.system[node]!;
    return owner === none ? null : packages[owner]!;
  };
  const elves = filesWithFact(image.tree, ({ elf }) => elf).flatMap(([node]) => (ownerOf(node) === null ? [node] : []));
  const closure = staticClosure(image, [...started, ...elves]);
  if (closure === null) return null;
  const roots = [...closure].flatMap((node) => ownerOf(node) ?? []);
  const needed = neededPackages(image, [...roots, ...added(image), ...(hasShell(image, started) ? called(packages) : [])]);
  if (needed === null) return null;
  return {
    path: image.tree.path(main),
    isNeeded: (node) => {
      const owner = ownerOf(node);
      return owner === null || needed.has(owner);
    },
  };
}

/** Of the start, and of the command that an entrypoint is handed; null where one of them is not there. */
function startedNodes({ tree, image, script }: ImageView): readonly Node[] | null {
  const { config } = image.config;
  const chain = startChain(tree, config, script);
  const command = config.entrypoint.length === 0 ? [] : startChain(tree, { ...config, entrypoint: [] }, script);
  const nodes = [...chain.map(({ node }) => node), ...(command.some(({ node }) => node === null) ? [] : command.map(({ node }) => node))];
  return nodes.some((node) => node === null) ? null : nodes.flatMap((node) => node ?? []);
}

function isRuntime(image: ImageView, node: Node): boolean {
  return image.elf(node) !== null && runtime.test(image.tree.name(node));
}

/** Scripts, and what says by its links what it needs. */
function isFollowed(image: ImageView, node: Node): boolean {
  return image.script(node) !== null || image.elf(node) !== null;
}

function hasShell(image: ImageView, nodes: readonly Node[]): boolean {
  return nodes.some((node) => image.shell(node) !== null);
}

function called(packages: readonly InstalledPackage[]): readonly InstalledPackage[] {
  return packages.filter(({ type, name }) => (type === 'deb' || type === 'apk') && scriptPackages.has(name));
}

/** Of the system, in layers above the base. */
function added(image: ImageView): readonly InstalledPackage[] {
  const origins = layerOrigins(image.image);
  return image.inventory().packages.filter(({ type, layer }) => /^(?:apk|deb|rpm)$/.test(type) && origins[layer]?.kind !== 'base');
}
