import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { ElfFacts } from '../../model/facts.ts';
import type { PlanWarning } from '../../model/plan.ts';
import { findLibrary, type LibrarySearch, type LoadedObject } from '../../program/find-library.ts';
import { need, warning } from '../need.ts';
import type { Need } from '../tracer.ts';

export type Loading = {
  readonly needs: readonly Need[];
  readonly warnings: readonly PlanWarning[];
  /** What is mapped into the process, in the loader's order, variants for better processors too. */
  readonly nodes: readonly Node[];
};

/** No process has nearly as many, but an image may be hostile. */
const maxObjects = 10_000;

/**
 * What the dynamic loader maps for a program or library: breadth first, each name once, as it does it.
 * @param isLoaded names that the process is known to have already
 */
export function loadObjects(path: string, node: Node, elf: ElfFacts, search: LibrarySearch, isLoaded: (name: string) => boolean): Loading {
  const needs: Need[] = [];
  const warnings: PlanWarning[] = [];
  const names = new Set<string>(elf.soname === null ? [] : [elf.soname]);
  const nodes = new Set<Node>([node]);
  const open: LoadedObject[] = [{ path, node, elf, loadedBy: null }];
  for (let at = 0; at < open.length && open.length < maxObjects; at++) {
    const by = open[at]!;
    for (const name of by.elf.needed) {
      if (names.has(name)) continue;
      names.add(name);
      const found = findLibrary(name, by, search);
      if (found === null) {
        if (!isLoaded(name)) warnings.push(missing(name, by.path));
        continue;
      }
      for (const one of [found.path, ...found.variants]) needs.push(need(one, 'needed by', { from: by.path }));
      for (const variant of found.variants) nodes.add(resolvePath(search.tree, variant)!);
      if (nodes.has(found.node)) continue;
      nodes.add(found.node);
      if (found.elf.soname !== null) names.add(found.elf.soname);
      open.push({ path: found.path, node: found.node, elf: found.elf, loadedBy: by });
    }
  }
  return { needs, warnings, nodes: [...nodes] };
}

function missing(name: string, by: string): PlanWarning {
  const text = `the library ${name} is nowhere that the loader looks in the image; what needs it does not start, or finds it elsewhere`;
  return warning('missing-library', text, by);
}
