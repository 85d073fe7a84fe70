import { posix } from 'node:path';
import { isFile } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { findLibrary, type LibrarySearch } from '../../program/find-library.ts';
import { searchedFunctions, shellFunctions } from '../conventions/conventions.ts';
import { need, traceOf, warning } from '../need.ts';
import type { FileTracer, Need, Scene } from '../tracer.ts';
import { isCLibrary } from './c-library.ts';
import { isPluginDirectory } from './plugin-directory.ts';
import type { ReadStrings } from './read-strings.ts';

/** Of one file; nobody opens more by name. */
const maxNamed = 1_000;

/**
 * What a C library that is linked into a static program names: it would load these only into a program that was built beside the
 * same version of itself, for names of hosts and encodings beyond ASCII and UTF-8.
 */
const ofStaticLibrary = /^(?:ld-.*|lib(?:c|gcc_s|idn2|unistring|nss_\w+))\.so\b/;
/** Programs name what they were compiled from to tell of errors, and do not read it. */
const sources = /\.(?:go|rs|[cCsSh]|cc|cpp|cxx|hh|hpp|hxx|inl|zig|nim|swift|pas|f90|adb|ads)$/;

/** What programs and libraries name in their constants: libraries that they open by name, files that they read. */
export function createStringTracer(
  readStrings: ReadStrings,
  searchFor: (node: Node, scene: Scene) => Promise<LibrarySearch | null>,
): FileTracer {
  return {
    id: 'string',
    traceFile: async (node, scene) => {
      const elf = scene.view.elf(node);
      if (elf === null || isCLibrary(node, scene)) return traceOf([]);
      const strings = await readStrings(node, searchedFunctions);
      if (strings === null) return traceOf([]);
      const search = await searchFor(node, scene);
      const path = scene.view.tree.path(node);
      const known = new Set([...elf.needed, elf.soname ?? '', scene.view.tree.name(node)]);
      const isOwn = (name: string): boolean => known.has(name) || (elf.isStatic && ofStaticLibrary.test(name));
      const names = strings.libraries.filter((name) => !isOwn(name)).slice(0, maxNamed);
      const by = { path, node, elf, loadedBy: null };
      const libraries = search === null ? [] : names.flatMap((name) => namedLibrary(findLibrary(name, by, search)?.path, path));
      const isData = (one: string): boolean => !sources.test(one) && !(elf.isStatic && /\/gconv\/?$/.test(one));
      const paths = strings.paths
        .filter(isData)
        .slice(0, maxNamed)
        .flatMap((one) => namedPath(one, path, scene));
      const services =
        elf.isStatic && search !== null ? serviceWarnings(strings.libraries, path, (name) => findLibrary(name, by, search)) : [];
      return traceOf([...libraries, ...paths], [...shellWarnings(strings.functions, node, scene), ...services]);
    },
  };
}

function namedLibrary(found: string | undefined, from: string): readonly Need[] {
  return found === undefined ? [] : [need(found, 'may be opened by', { from, confidence: 'likely' })];
}

/** Data that is named; programs are not, as they are mostly named for others to start. */
function namedPath(path: string, from: string, scene: Scene): readonly Need[] {
  const { tree } = scene.view;
  const node = resolvePath(tree, posix.normalize(path));
  if (node === null || isBroad(path)) return [];
  const asked = { from, confidence: 'likely' as const };
  if (isPluginDirectory(tree, node)) return [need(path, 'directory of plugins that is named in', { ...asked, extent: 'subtree' })];
  return isFile(tree, node) && !isProgram(node, scene) ? [need(path, 'named in', asked)] : [];
}

function isProgram(node: Node, { view }: Scene): boolean {
  return view.script(node) !== null || view.elf(node)?.type === 'executable' || (view.elf(node)?.interpreter ?? null) !== null;
}

/** What conventions and languages decide by themselves, or is another's to say. */
function isBroad(path: string): boolean {
  return /^\/(?:proc|sys|dev|tmp|run|var\/run|usr\/lib\/locale|usr\/share\/(?:locale|zoneinfo|i18n|doc|man|info)|var\/lib\/(?:dpkg|apt))(?:\/|$)/.test(
    path,
  );
}

/** Since glibc 2.34 the usual ones are in the program. */
function serviceWarnings(
  libraries: readonly string[],
  path: string,
  find: (name: string) => { readonly path: string } | null,
): readonly ReturnType<typeof warning>[] {
  const found = libraries.flatMap((name) => (name.startsWith('libnss_') ? (find(name)?.path ?? []) : []));
  if (found.length === 0) return [];
  const text = `it is static and names ${found.join(', ')}, which is left out: if it looks up users or hosts, and was linked with a C library before glibc 2.34, keep that with --keep`;
  return [warning('static-name-services', text, path)];
}

function shellWarnings(functions: readonly string[], node: Node, { view }: Scene): readonly ReturnType<typeof warning>[] {
  const elf = view.elf(node);
  // A library has such functions for others to call.
  if (elf === null || elf.interpreter === null || view.shell(node) !== null) return [];
  const used = functions.filter((name) => shellFunctions.includes(name));
  if (used.length === 0) return [];
  const text = `it calls ${used.map((name) => `${name}()`).join(' and ')}, which starts a shell; if it does so in production, name what it runs with --exec`;
  return [warning('may-start-shell', text, view.tree.path(node))];
}
