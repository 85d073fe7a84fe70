import type { Node } from '../../filesystem/image-tree.ts';
import { matchPaths } from '../../filesystem/match-paths.ts';
import type { ElfFacts } from '../../model/facts.ts';
import type { LibrarySearch, LoaderSettings } from '../../program/find-library.ts';
import { environmentValue } from '../../program/search-path.ts';
import { emptyTrace, need, traceOf, warning } from '../need.ts';
import type { FileTracer, ProgramTracer, Scene, Trace } from '../tracer.ts';
import { loadObjects } from './load-program.ts';
import { loaderConfiguration, readLoaderSettings } from './loader-settings.ts';
import { preloadNeeds, readPreloaded } from './preload-needs.ts';
import type { ReadStrings } from './read-strings.ts';
import { createStringTracer } from './string-tracer.ts';

export const elfProgramId = 'elf-program';

export type ElfTracers = { readonly program: ProgramTracer; readonly files: readonly FileTracer[] };

/** What is known of all processes so far. */
type Processes = {
  settings: Promise<LoaderSettings> | null;
  /** What `/etc/ld.so.preload` lists. */
  preloaded: Promise<readonly string[]> | null;
  /** Objects that some process has loaded, so that their needs are met. */
  readonly loaded: Set<Node>;
  /** Names under which a later library would find them in the process. */
  readonly names: Set<string>;
  /** LD_LIBRARY_PATH of all. */
  readonly libraryPath: Set<string>;
};

/**
 * What the dynamic loader needs: of a program its interpreter and libraries, of a library that was kept for another reason (a
 * plugin, an extension module) the libraries that it needs beyond.
 */
export function createElfTracers(readStrings: ReadStrings): ElfTracers {
  const processes: Processes = { settings: null, preloaded: null, loaded: new Set(), names: new Set(), libraryPath: new Set() };
  return {
    program: {
      id: elfProgramId,
      traceProgram: (node, { env }, scene) => {
        const elf = scene.view.elf(node);
        if (elf === null) return null;
        return traceProcess(node, elf, env, processes, scene);
      },
    },
    files: [
      {
        id: 'elf-file',
        traceFile: (node, scene) => {
          const elf = scene.view.elf(node);
          if (elf === null || processes.loaded.has(node) || !isLoadable(elf)) return null;
          return traceObject(node, elf, [...processes.libraryPath], processes, scene);
        },
      },
      createStringTracer(readStrings, async (node, scene) => {
        const elf = scene.view.elf(node);
        return elf === null ? null : librarySearch(elf, [...processes.libraryPath], processes, scene);
      }),
    ],
  };
}

function isLoadable({ type, isStatic }: ElfFacts): boolean {
  return (type === 'executable' || type === 'shared') && !isStatic;
}

function libraryPathOf(env: readonly string[]): readonly string[] {
  return (environmentValue(env, 'LD_LIBRARY_PATH') ?? '').split(/[:;]/).filter((directory) => directory.startsWith('/'));
}

async function traceProcess(node: Node, elf: ElfFacts, env: readonly string[], processes: Processes, scene: Scene): Promise<Trace> {
  const libraryPath = libraryPathOf(env);
  for (const directory of libraryPath) processes.libraryPath.add(directory);
  const own = await traceObject(node, elf, libraryPath, processes, scene);
  if (elf.isStatic) return own;
  const search = await librarySearch(elf, libraryPath, processes, scene);
  processes.preloaded ??= readPreloaded(scene);
  const by = { path: scene.view.tree.path(node), node, elf, loadedBy: null };
  return { ...own, needs: [...own.needs, ...preloadNeeds(by, env, await processes.preloaded, search)] };
}

async function traceObject(node: Node, elf: ElfFacts, libraryPath: readonly string[], processes: Processes, scene: Scene): Promise<Trace> {
  if (elf.isStatic) return emptyTrace;
  const search = await librarySearch(elf, libraryPath, processes, scene);
  const path = scene.view.tree.path(node);
  const loading = loadObjects(path, node, elf, search, (name) => processes.names.has(name));
  for (const one of loading.nodes) processes.loaded.add(one);
  for (const one of loading.nodes) for (const name of namesOf(one, scene)) processes.names.add(name);
  return traceOf([...interpreterNeeds(path, elf, search.isMusl, scene), ...loading.needs], loading.warnings);
}

async function librarySearch(elf: ElfFacts, libraryPath: readonly string[], processes: Processes, scene: Scene): Promise<LibrarySearch> {
  processes.settings ??= readLoaderSettings(scene);
  const isMusl = elf.interpreter === null ? isForMusl(elf, scene) : elf.interpreter.includes('ld-musl-');
  return { tree: scene.view.tree, elfAt: scene.view.elf, settings: await processes.settings, libraryPath, isMusl };
}

function isForMusl({ needed }: ElfFacts, { view }: Scene): boolean {
  if (needed.some((name) => name.startsWith('libc.musl-'))) return true;
  return !needed.includes('libc.so.6') && matchPaths(view.tree, '/lib/ld-musl-*').length > 0;
}

function namesOf(node: Node, { view }: Scene): readonly string[] {
  const soname = view.elf(node)?.soname ?? null;
  return [view.tree.name(node), ...(soname === null ? [] : [soname])];
}

function interpreterNeeds(path: string, { interpreter }: ElfFacts, isMusl: boolean, scene: Scene): Trace['needs'] {
  if (interpreter === null) return [];
  const text = `its interpreter ${interpreter} is not in the image, so that it cannot start`;
  const absent = warning('missing-interpreter', text, path);
  const settings = isMusl ? loaderConfiguration(scene) : ['/etc/ld.so.cache', '/etc/ld.so.preload'];
  return [
    need(interpreter, 'interpreter of', { from: path, absent }),
    ...settings.map((one) => need(one, 'read by the loader of', { from: path })),
  ];
}
