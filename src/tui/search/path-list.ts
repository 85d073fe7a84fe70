import { changeOf, type LayerView } from '../tree/layer-view.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** Paths of all that is there, in lower case where ASCII has one, for a search that looks at each. */
export type PathList = {
  readonly nodes: Int32Array;
  /** Bytes of the paths, one after the other, without their leading slash. */
  readonly text: Uint8Array;
  /** By path: where it ends in `text`. */
  readonly ends: Uint32Array;
};

export function listPaths({ tree, nodeCount }: TreeIndex, view: LayerView): PathList {
  const nodes = new Int32Array(nodeCount);
  const ends = new Uint32Array(nodeCount);
  const parts: Uint8Array[] = [];
  let count = 0;
  let length = 0;
  for (let node = 1; node < nodeCount; node++) {
    if (view.changes[node] === changeOf.absent) continue;
    const path = tree.state.table.path(node);
    parts.push(path);
    length += path.length;
    nodes[count] = node;
    ends[count++] = length;
  }
  const text = Buffer.concat(parts, length);
  for (let i = 0; i < text.length; i++) if (text[i]! >= 0x41 && text[i]! <= 0x5a) text[i]! += 0x20;
  return { nodes: nodes.slice(0, count), text, ends: ends.slice(0, count) };
}
