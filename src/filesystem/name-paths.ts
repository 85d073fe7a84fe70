import type { LayerIndex } from '../model/layer-index.ts';
import { nameHash } from './name-hash.ts';
import { NodeTable, noNode, rootNode } from './node-table.ts';

const slash = 0x2f;

/** Every path that any layer names, each a node, and which one each entry names. */
export type NamedPaths = {
  readonly table: NodeTable;
  /** By layer: the number of its first entry. Entry `i` of layer `l` is number `firstEntries[l] + i`. */
  readonly firstEntries: readonly number[];
  /** By entry: its path; for a whiteout the path that it hides. */
  readonly paths: Int32Array;
};

/** @param seed two random numbers, see `nameHash` */
export function namePaths(layers: readonly LayerIndex[], seed: readonly [number, number]): NamedPaths {
  const firstEntries: number[] = [];
  let total = 0;
  for (const { entryCount } of layers) {
    firstEntries.push(total);
    total += entryCount;
  }
  const table = new NodeTable(nameHash(seed), total);
  const paths = new Int32Array(total);
  for (const [layer, index] of layers.entries()) nameEntries(table, index, paths, firstEntries[layer]!);
  return { table, firstEntries, paths };
}

/**
 * A path mostly shares its directories with the one before, so those are remembered: `ends[d]` is where component `d` of the
 * last path ends, with its slash, and `nodes[d]` what it leads to.
 */
function nameEntries(table: NodeTable, { columns, entryCount }: LayerIndex, paths: Int32Array, first: number): void {
  const { names, pathEnds, linkEnds, shared } = columns;
  const ends: number[] = [];
  const nodes: number[] = [];
  let depth = 0;
  for (let i = 0; i < entryCount; i++) {
    const start = i === 0 ? 0 : linkEnds[i - 1]!;
    const end = pathEnds[i]!;
    while (depth > 0 && ends[depth - 1]! > shared[i]!) depth--;
    let node: number = depth === 0 ? rootNode : nodes[depth - 1]!;
    for (let at = start + (depth === 0 ? 0 : ends[depth - 1]!); at < end; ) {
      let nameEnd = at;
      while (nameEnd < end && names[nameEnd] !== slash) nameEnd++;
      const found = table.find(node, names, at, nameEnd);
      node = found === noNode ? table.add(node, names, at, nameEnd) : found;
      at = nameEnd + 1;
      ends[depth] = at - start;
      nodes[depth] = node;
      depth++;
    }
    paths[first + i] = node;
  }
}
