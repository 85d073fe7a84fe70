import { findLibrary, type LibrarySearch, type LoadedObject } from '../../program/find-library.ts';
import { parsePreloadFile, preloadedNames } from '../../program/preloaded-names.ts';
import { need } from '../need.ts';
import { readTextAt } from '../read-text.ts';
import type { Need, Scene } from '../tracer.ts';

const maxBytes = 65_536;
const maxNames = 100;

export async function readPreloaded(scene: Scene): Promise<readonly string[]> {
  return parsePreloadFile((await readTextAt(scene, '/etc/ld.so.preload', maxBytes)) ?? '');
}

/** What the loader maps before all that a program needs. @param preloaded by `/etc/ld.so.preload` */
export function preloadNeeds(
  by: LoadedObject,
  env: readonly string[],
  preloaded: readonly string[],
  search: LibrarySearch,
): readonly Need[] {
  const named = preloadedNames(env).map((name) => [name, 'named by LD_PRELOAD for'] as const);
  const listed = search.isMusl ? [] : preloaded.map((name) => [name, 'listed in /etc/ld.so.preload for'] as const);
  return [...named, ...listed].slice(0, maxNames).flatMap(([name, reason]) => {
    const found = findLibrary(name, by, search);
    return found === null ? [] : [found.path, ...found.variants].map((path) => need(path, reason, { from: by.path }));
  });
}
