import type { Node } from '../../filesystem/image-tree.ts';
import { matchPaths } from '../../filesystem/match-paths.ts';
import { isCLibrary } from '../elf/c-library.ts';
import type { ReadStrings } from '../elf/read-strings.ts';
import { need, traceOf } from '../need.ts';
import type { FileTracer, Need, Scene } from '../tracer.ts';
import type { Convention } from './convention.ts';
import { conventions, searchedFunctions } from './conventions.ts';

/** Asks the table about each kept program and library. */
export function createConventionTracer(readStrings: ReadStrings): FileTracer {
  const answers = new Map<string, readonly Need[]>();
  return {
    id: 'convention',
    traceFile: async (node, scene) => {
      const elf = scene.view.elf(node);
      if (elf === null || isCLibrary(node, scene)) return traceOf([]);
      const names = [scene.view.tree.name(node), ...(elf.soname === null ? [] : [elf.soname])];
      const functions = elf.isStatic ? [] : ((await readStrings(node, searchedFunctions))?.functions ?? []);
      const found = conventions.filter((one) => isMeant(one, names, functions));
      return traceOf(found.flatMap((one) => needsOf(one, node, scene, answers)));
    },
  };
}

/** They, or what is known to use them, convert to and from the encoding of the locale only, which the C library knows by itself where it is UTF-8. */
const localeOnly = /^lib(?:idn2|unistring|aprutil-1)\.so/;

export function isMeant({ id, names, functions }: Convention, fileNames: readonly string[], used: readonly string[]): boolean {
  if (id === 'encodings' && fileNames.some((name) => localeOnly.test(name))) return false;
  return (names !== undefined && fileNames.some((name) => names.test(name))) || (functions ?? []).some((name) => used.includes(name));
}

/** Paths are looked up once; everybody who asks is a reason, the first is told. */
function needsOf(convention: Convention, node: Node, { view }: Scene, answers: Map<string, readonly Need[]>): readonly Need[] {
  if (answers.has(convention.id)) return [];
  const from = view.tree.path(node);
  const needs = convention.needs.flatMap(({ glob, extent, reason }) =>
    matchPaths(view.tree, glob).map((path) => need(path, reason, { from, extent, confidence: 'likely' })),
  );
  answers.set(convention.id, needs);
  return needs;
}
