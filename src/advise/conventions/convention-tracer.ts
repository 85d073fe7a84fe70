import type { Node } from '../../filesystem/image-tree.ts';
import { matchPaths } from '../../filesystem/match-paths.ts';
import { isCLibrary } from '../elf/c-library.ts';
import type { ReadStrings } from '../elf/read-strings.ts';
import { need, traceOf } from '../need.ts';
import type { FileTracer, Scene, Trace } from '../tracer.ts';
import type { Convention } from './convention.ts';
import { conventions, searchedFunctions } from './conventions.ts';
import { placeWarnings } from './left-places.ts';
import { nameServiceNeeds } from './name-services.ts';

/** Asks the table about each kept program and library. */
export function createConventionTracer(readStrings: ReadStrings): FileTracer {
  const answers = new Set<string>();
  const told = new Set<string>();
  return {
    id: 'convention',
    traceFile: async (node, scene) => {
      const elf = scene.view.elf(node);
      if (elf === null || isCLibrary(node, scene)) return traceOf([]);
      const names = [scene.view.tree.name(node), ...(elf.soname === null ? [] : [elf.soname])];
      const functions = elf.isStatic ? [] : ((await readStrings(node, searchedFunctions))?.functions ?? []);
      const found = conventions.filter((one) => isMeant(one, names, functions));
      const traces: Trace[] = [];
      for (const one of found) if (!answers.has(one.id)) traces.push(await traceConvention(one, node, scene, answers));
      const open = found.filter(({ id }) => !told.has(id) && !(id === 'local-time' && ownZones.test(names[0]!)));
      for (const { id } of open) told.add(id);
      return traceOf(
        traces.flatMap(({ needs }) => needs),
        open.flatMap(({ id }) => placeWarnings(id, scene)),
      );
    },
  };
}

/** They have the zones in themselves. */
const ownZones = /^(?:node|nodejs|libnode\.so.*|bun|deno|java|libjvm\.so)$/;

/** They, or what is known to use them, convert to and from the encoding of the locale only, which the C library knows by itself where it is UTF-8. */
const localeOnly = /^lib(?:idn2|unistring|aprutil-1)\.so/;

export function isMeant({ id, names, functions }: Convention, fileNames: readonly string[], used: readonly string[]): boolean {
  if (id === 'encodings' && fileNames.some((name) => localeOnly.test(name))) return false;
  return (names !== undefined && fileNames.some((name) => names.test(name))) || (functions ?? []).some((name) => used.includes(name));
}

/** Paths are looked up once; everybody who asks is a reason, the first is told. */
async function traceConvention({ id, needs }: Convention, node: Node, scene: Scene, answers: Set<string>): Promise<Trace> {
  answers.add(id);
  const from = scene.view.tree.path(node);
  const found = needs.flatMap(({ glob, extent, reason }) =>
    matchPaths(scene.view.tree, glob).map((path) => need(path, reason, { from, extent, confidence: 'likely' })),
  );
  return traceOf([...found, ...(await nameServiceNeeds(id, from, scene))]);
}
