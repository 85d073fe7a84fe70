import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { none } from '../../filesystem/tree-state.ts';
import { layerFacts } from '../../model/layer-facts.ts';
import { pathBytes } from '../../model/layer-index.ts';

/** Visible files of which content was captured, and whose paths end like this, in the order of the layers. */
export function capturedNodes(tree: ImageTree, suffix: string): readonly Node[] {
  const wanted = Buffer.from(suffix);
  return tree.layers.flatMap((index, layer) => {
    const rows = [...layerFacts(index).captured.keys()];
    return rows.filter((row) => endsWith(pathBytes(index.columns, row), wanted)).flatMap((row) => visibleNode(tree, layer, row));
  });
}

/** Visible Go binaries, in the order of the layers. */
export function goBinaries(tree: ImageTree): readonly Node[] {
  return tree.layers.flatMap((index, layer) =>
    [...layerFacts(index).elf].flatMap(([row, elf]) => (elf.goBuildInfo === null ? [] : visibleNode(tree, layer, row))),
  );
}

function visibleNode(tree: ImageTree, layer: number, row: number): readonly Node[] {
  const entry = tree.state.firstEntries[layer]! + row;
  const node = tree.state.nodes[entry]!;
  return node !== none && tree.entryAt(node) === entry ? [node] : [];
}

function endsWith(path: Uint8Array, suffix: Uint8Array): boolean {
  const start = path.length - suffix.length;
  if (start < 0) return false;
  for (let i = 0; i < suffix.length; i++) if (path[start + i] !== suffix[i]) return false;
  return true;
}
