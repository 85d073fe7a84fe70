import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { noNode, rootNode } from '../../filesystem/node-table.ts';
import type { PathLookup } from '../../filesystem/path-lookup.ts';
import { endOfLine } from './lines.ts';

const slash = 0x2f;
const comma = 0x2c;
const quote = 0x22;
const nul = 0x00;

/**
 * The visible files of a list of paths, a path a line, whether all of it was kept or the part of the form `paths`.
 * @param columns `csv`: of each line the first column
 * @param base what relative paths begin at
 */
export function listedFiles(
  tree: ImageTree,
  lookup: PathLookup,
  bytes: Uint8Array,
  columns: 'one' | 'csv' = 'one',
  base: Node = rootNode,
): readonly Node[] {
  const { table } = tree.state;
  const nodes: Node[] = [];
  let directory: Node = noNode;
  let last: Node = noNode;
  // A list that names more files than there are names some of them again.
  for (let start = 0; start < bytes.length && nodes.length < tree.nodeCount; ) {
    if (bytes[start] === nul && last !== noNode) {
      const next = table.followLines(last + 1, directory, bytes, start, nodes);
      last = nodes.at(-1)!;
      if (next > start) {
        start = next;
        continue;
      }
    }
    const lineEnd = endOfLine(bytes, start);
    last = noNode;
    if (bytes[start] === nul) last = lookup.child(directory, bytes, start + 1, lineEnd);
    else if (columns === 'csv' && bytes[start] === quote) last = findQuoted(lookup, bytes, start + 1, lineEnd, base);
    else if (lineEnd > start) {
      const end = columns === 'csv' ? endOfColumn(bytes, start, lineEnd) : lineEnd;
      const nameStart = startOfName(bytes, start, end);
      directory = lookup.findDirectory(bytes, start, nameStart, bytes[start] === slash ? rootNode : base);
      last = lookup.child(directory, bytes, nameStart, end);
    }
    if (last !== noNode) nodes.push(last);
    start = lineEnd + 1;
  }
  return nodes.filter((node) => tree.isVisible(node) && !tree.isDirectory(node));
}

function endOfColumn(bytes: Uint8Array, start: number, lineEnd: number): number {
  let end = start;
  while (end < lineEnd && bytes[end] !== comma) end++;
  return end;
}

function startOfName(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && bytes[at - 1] !== slash) at--;
  return at;
}

/** Two quotes stand for one. */
function findQuoted(lookup: PathLookup, bytes: Uint8Array, start: number, lineEnd: number, base: Node): Node {
  const path: number[] = [];
  for (let at = start; at < lineEnd; at++) {
    if (bytes[at] === quote && bytes[++at] !== quote) break;
    path.push(bytes[at]!);
  }
  return lookup.find(Uint8Array.from(path), 0, path.length, path[0] === slash ? rootNode : base);
}
