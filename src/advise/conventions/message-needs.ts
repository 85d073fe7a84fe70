import type { InstalledPackage } from '../../analyze/packages/installed-package.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { matchPaths } from '../../filesystem/match-paths.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { none } from '../../filesystem/tree-state.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import { need } from '../need.ts';
import type { Need, Scene } from '../tracer.ts';
import { localeNames } from './environment-needs.ts';

/** Texts of the programs that are kept, in the language that the image is set to; English ones are in the programs. */
export function messageNeeds({ env }: RuntimeConfig, kept: readonly InstalledPackage[], scene: Scene): readonly Need[] {
  const languages = new Set(localeNames(env).flatMap((name) => [name.split(/[.@]/, 1)[0]!, name.split(/[._@]/, 1)[0]!]));
  const foreign = [...languages].filter((name) => name !== 'C' && name !== 'en' && !name.startsWith('en_'));
  const packages = new Set(kept);
  const names = new Set(kept.map(({ name }) => name));
  const { tree } = scene.view;
  const catalogs = foreign.flatMap((name) => matchPaths(tree, `/usr/share/locale/${name}/LC_MESSAGES/*`));
  return catalogs
    .filter((path) => isRead(resolvePath(tree, path), packages, names, scene))
    .map((path) => need(path, 'in the language that the image is set to', { from: null, confidence: 'likely' }));
}

/** A catalog is called after the program, and may come with it or in a package of translations. */
function isRead(node: Node | null, kept: ReadonlySet<InstalledPackage>, names: ReadonlySet<string>, { view, inventory }: Scene): boolean {
  if (node === null) return false;
  const domain = view.tree.name(node).replace(/\.mo$/, '');
  const owner = inventory.ownership.system[node] ?? none;
  return owner === none || domain === 'libc' || names.has(domain) || kept.has(inventory.packages[owner]!);
}
