import { noLayer } from '../tree/last-layers.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** Paths of all that any layer leaves, removed later or not, in lower case where ASCII has one, for a search that looks at each. */
export type PathList = {
  readonly nodes: Int32Array;
  /** Bytes of the paths, one after the other, without their leading slash. */
  readonly text: Uint8Array;
  /** By path: where it ends in `text`. */
  readonly ends: Uint32Array;
};

const nodesAtOnce = 10_000;

/** @param turn called once in a while, so that other things can be done meanwhile */
export async function listPaths({ tree, nodeCount, lastLayers }: TreeIndex, turn: () => Promise<void>): Promise<PathList> {
  const nodes = new Int32Array(nodeCount);
  const ends = new Uint32Array(nodeCount);
  const parts: Uint8Array[] = [];
  let count = 0;
  let length = 0;
  for (let node = 1; node < nodeCount; node++) {
    if (node % nodesAtOnce === 0) await turn();
    if (lastLayers[node] === noLayer) continue;
    const path = lowerCase(tree.state.table.path(node));
    parts.push(path);
    length += path.length;
    nodes[count] = node;
    ends[count++] = length;
  }
  await turn();
  return { nodes: nodes.slice(0, count), text: Buffer.concat(parts, length), ends: ends.slice(0, count) };
}

function lowerCase(path: Uint8Array): Uint8Array {
  return path.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
}
