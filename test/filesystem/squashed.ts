import type { ImageTree } from '../../src/filesystem/image-tree.ts';
import { listTree } from '../../src/filesystem/list-tree.ts';
import { rootNode } from '../../src/filesystem/node-table.ts';
import { squash } from '../../src/filesystem/squash.ts';
import { indexOf } from '../layer/indexed.ts';
import type { LayerInput } from '../support/layers.ts';

/** The tree of these layers, the base first. */
export async function squashed(...inputs: readonly LayerInput[]): Promise<ImageTree> {
  return squash(await Promise.all(inputs.map((input) => indexOf(input))), [1, 2]);
}

/** What a container sees, but for the root: `path kind size @layer`, `-> target` for links, in path order. */
export function seen(tree: ImageTree): readonly string[] {
  return [...listTree(tree, rootNode)]
    .filter((node) => node !== rootNode)
    .map((node) => {
      const { path, kind, sizeBytes, layer, linkTarget } = tree.at(node);
      const size = kind === 'file' || kind === 'hardlink' ? ` ${sizeBytes}` : '';
      return `${path} ${kind}${size} @${layer ?? '-'}${linkTarget === null ? '' : ` -> ${linkTarget}`}`;
    });
}
