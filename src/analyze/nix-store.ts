import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import { filesWithFact } from './files-with-fact.ts';
import { grouped } from './grouped.ts';

/** A path of the store, `hash-name`: what one build made. */
const storePath = /\/nix\/store\/([^/:\s]{1,255})/g;

/**
 * Of the store of nix what is there for nix alone: what its programs are linked with, as far as no program of another path is linked with it too.
 * What a text names is not known here; only libraries are told by their links, so nothing is that a script may start.
 * @param programs of nix
 */
export function nixOwnPaths(tree: ImageTree, programs: readonly Node[]): readonly Node[] {
  const store = resolvePath(tree, '/nix/store');
  const roots = new Set(programs.flatMap((node) => namesIn(tree.path(node))));
  if (store === null || roots.size === 0) return [];
  const links = linksOf(tree);
  const own = reachable(roots, links);
  const others = reachable(
    [...links.keys()].filter((name) => !own.has(name)),
    links,
  );
  return [...own].filter((name) => !others.has(name) && !roots.has(name)).flatMap((name) => tree.child(store, name) ?? []);
}

/** By path of the store, and by what lies outside of it, which paths its ELF files are linked with. */
function linksOf(tree: ImageTree): ReadonlyMap<string, ReadonlySet<string>> {
  const files = filesWithFact(tree, ({ elf }) => elf).map(([node, { interpreter, rpath, runpath }]) => ({
    owner: namesIn(tree.path(node))[0] ?? '',
    linked: namesIn(`${interpreter ?? ''}:${rpath ?? ''}:${runpath ?? ''}`),
  }));
  return new Map(
    [...grouped(files, ({ owner }) => owner)].map(([owner, group]) => [owner, new Set(group.flatMap(({ linked }) => linked))]),
  );
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(storePath)].map(([, name = '']) => name);
}

function reachable(roots: Iterable<string>, links: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set(roots);
  // A set goes on with what is added to it meanwhile.
  for (const name of found) for (const linked of links.get(name) ?? []) found.add(linked);
  return found;
}
