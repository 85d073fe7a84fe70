import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { noNode } from '../../filesystem/node-table.ts';
import type { PathLookup } from '../../filesystem/path-lookup.ts';
import { endOfLine } from './lines.ts';

/** Where the file of a package has been put aside for that of another. https://man7.org/linux/man-pages/man1/dpkg-divert.1.html */
export type Diversion = {
  readonly to: Node;
  /** Package that keeps the path; `:` where none does. */
  readonly by: string;
};

/**
 * By the path that several want, as far as something is there: a file that was put aside for nothing is nobody's.
 * Of three lines each: the path, where it went, and for whom.
 */
export function parseDiversions(lookup: PathLookup, bytes: Uint8Array): ReadonlyMap<Node, Diversion> {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  const diversions = new Map<Node, Diversion>();
  for (let i = 0; i + 2 < lines.length; i += 3) {
    const [from, to] = [find(lookup, lines[i]!), find(lookup, lines[i + 1]!)];
    if (from !== noNode && to !== noNode) diversions.set(from, { to, by: lines[i + 2]! });
  }
  return diversions;
}

function find(lookup: PathLookup, path: string): Node {
  const bytes = Buffer.from(path, 'latin1');
  return lookup.find(bytes, 0, bytes.length);
}

/** Where the listed files of a package really are. */
export function divertedFiles(files: readonly Node[], name: string, diversions: ReadonlyMap<Node, Diversion>): readonly Node[] {
  if (diversions.size === 0) return files;
  return files.map((file) => {
    const diversion = diversions.get(file);
    return diversion === undefined || diversion.by === name ? file : diversion.to;
  });
}

/** 32 digits and two signs in front of the path. */
const sumLength = 34;

/** The visible files of a list of checksums, as `md5sum` writes it. */
export function summedFiles(tree: ImageTree, lookup: PathLookup, bytes: Uint8Array): readonly Node[] {
  const files: Node[] = [];
  for (let start = 0; start < bytes.length && files.length < tree.nodeCount; ) {
    const end = endOfLine(bytes, start);
    const node = end - start > sumLength ? lookup.find(bytes, start + sumLength, end) : noNode;
    if (node !== noNode && !tree.isDirectory(node)) files.push(node);
    start = end + 1;
  }
  return files;
}
