import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { kindOf, none } from '../../filesystem/tree-state.ts';
import type { ElfFacts } from '../../model/facts.ts';
import { layerFacts } from '../../model/layer-facts.ts';
import type { LayerIndex } from '../../model/layer-index.ts';

/**
 * Visible files whose paths end like this and whose content was captured, in the order of the layers; hardlinks too, of which
 * the content may stand under a name that nobody asked for.
 */
export function capturedNodes(tree: ImageTree, suffix: string): readonly Node[] {
  const wanted = Buffer.from(suffix);
  return tree.layers.flatMap((index, layer) => {
    const rows = [...layerFacts(index).captured.keys(), ...hardlinkRows(index)];
    return rows.filter((row) => endsWith(index, row, wanted)).flatMap((row) => visibleNode(tree, layer, row));
  });
}

/** Visible ELF files that `isWanted` takes, in the order of the layers. */
export function elfNodes(tree: ImageTree, isWanted: (elf: ElfFacts) => boolean): readonly Node[] {
  return tree.layers.flatMap((index, layer) =>
    [...layerFacts(index).elf].flatMap(([row, elf]) => (isWanted(elf) ? visibleNode(tree, layer, row) : [])),
  );
}

function hardlinkRows({ columns: { kinds } }: LayerIndex): readonly number[] {
  const rows: number[] = [];
  for (let row = kinds.indexOf(kindOf.hardlink); row >= 0; row = kinds.indexOf(kindOf.hardlink, row + 1)) rows.push(row);
  return rows;
}

function visibleNode(tree: ImageTree, layer: number, row: number): readonly Node[] {
  const entry = tree.state.firstEntries[layer]! + row;
  const node = tree.state.nodes[entry]!;
  return node !== none && tree.entryAt(node) === entry ? [node] : [];
}

function endsWith({ columns: { names, pathEnds, linkEnds } }: LayerIndex, row: number, suffix: Uint8Array): boolean {
  const pathStart = row === 0 ? 0 : linkEnds[row - 1]!;
  const start = pathEnds[row]! - suffix.length;
  if (start < pathStart) return false;
  for (let i = 0; i < suffix.length; i++) if (names[start + i] !== suffix[i]) return false;
  return true;
}
