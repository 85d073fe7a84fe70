import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { NamedProgram } from './named-programs.ts';
import { isFile } from './node-columns.ts';

/** Libraries that nothing but a manager and its kin load, by its name. */
const libraries: readonly (readonly [managers: RegExp, library: RegExp])[] = [
  [/^(?:apt|apt-get|aptitude)$/, /^libapt-(?:pkg|private|inst)\.so/],
  [/^apk$/, /^libapk\.so/],
  [/^(?:dnf|dnf5|microdnf|tdnf|yum)$/, /^lib(?:comps|dnf\w{0,3}|dnf5-cli|modulemd|repo|solv|solvext|tdnf)\.so/],
  [/^rpm$/, /^librpm(?:build|io|sign)?\.so/],
  [/^opkg$/, /^libopkg\.so/],
  [/^pacman$/, /^libalpm\.so/],
  [/^zypper$/, /^lib(?:solv|solvext|zypp(?:-\w{1,10})?)\.so/],
];
const libraryHomes = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'];
const maxLibraryHomes = 32;

/** Where many programs share a `bin`, its parent is nobody's. */
const sharedPrefix = /^\/(?:$|usr$|usr\/local$|opt$|root$|home\/[^/]+$|srv$|app$|.*\/\.local$|.*(?:conda|mamba|venv|env)[^/]*$)/;

/** What is there for package managers beside their programs: the directory that one has for itself, and libraries of its own. */
export function managerFiles(tree: ImageTree, programs: readonly NamedProgram[]): readonly Node[] {
  const names = new Set(programs.map(({ name }) => name));
  return [...programs.flatMap((program) => ownDirectory(tree, program) ?? []), ...ownLibraries(tree, names)];
}

/** `/usr/local/go` of `bin/go`, `/opt/yarn-v1.22.22` of `bin/yarn`, `/nix/store/…-nix-2.18` of `bin/nix`. */
function ownDirectory(tree: ImageTree, { node, name, isApplet }: NamedProgram): Node | null {
  const bin = isApplet ? null : tree.parent(node);
  const root = bin !== null && tree.name(bin) === 'bin' ? tree.parent(bin) : null;
  if (root === null) return null;
  const path = tree.path(root);
  if (/^\/nix\/store\/[^/]+$/.test(path)) return root;
  if (sharedPrefix.test(path)) return null;
  const rest = tree.name(root).startsWith(name) ? tree.name(root).slice(name.length) : 'another';
  return /^(?:$|[-_.]?v?\d)/.test(rest) ? root : null;
}

function ownLibraries(tree: ImageTree, names: ReadonlySet<string>): readonly Node[] {
  const wanted = libraries.filter(([managers]) => [...names].some((name) => managers.test(name))).map(([, library]) => library);
  if (wanted.length === 0) return [];
  const homes = new Set(libraryHomes.flatMap((path) => homesAt(tree, path)));
  return [...homes].flatMap((home) =>
    tree.children(home).filter((node) => isFile(tree, node) && wanted.some((library) => library.test(tree.name(node)))),
  );
}

/** Debian has a directory for each machine. */
function homesAt(tree: ImageTree, path: string): readonly Node[] {
  const node = resolvePath(tree, path);
  if (node === null || !tree.isDirectory(node)) return [];
  const machines = tree.children(node).filter((child) => tree.isDirectory(child) && /-linux-(?:gnu|musl)/.test(tree.name(child)));
  return [node, ...machines.slice(0, maxLibraryHomes)];
}
