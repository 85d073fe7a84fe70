import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { noNode } from '../../filesystem/node-table.ts';
import type { PathLookup } from '../../filesystem/path-lookup.ts';
import { endOfLine, lines } from './lines.ts';

const slash = 0x2f;

/** Where the file of a package has been put aside for that of another. https://man7.org/linux/man-pages/man1/dpkg-divert.1.html */
export type Diversions = {
  /** By the path that several want, in bytes as Latin-1. */
  readonly byPath: ReadonlyMap<string, Diversion>;
  /** Lengths of these paths, so that most others need not be decoded. */
  readonly lengths: ReadonlySet<number>;
};

type Diversion = {
  readonly to: string;
  /** Package that keeps the path; `:` where none does. */
  readonly by: string;
};

/** Of three lines each: the path, where it went, and for whom. */
export function parseDiversions(bytes: Uint8Array): Diversions {
  const text = Buffer.from(bytes).toString('latin1').split('\n');
  const byPath = new Map<string, Diversion>();
  for (let i = 0; i + 2 < text.length; i += 3) byPath.set(text[i]!, { to: text[i + 1]!, by: text[i + 2]! });
  return { byPath, lengths: new Set([...byPath.keys()].map((path) => path.length)) };
}

/** The visible files of a package by its list of paths, a path a line. */
export function listedFiles(
  tree: ImageTree,
  lookup: PathLookup,
  name: string,
  bytes: Uint8Array,
  { byPath, lengths }: Diversions,
): readonly Node[] {
  const files: Node[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = endOfLine(bytes, start);
    if (end > start && !isParentOfNext(bytes, start, end)) {
      const diverted = lengths.has(end - start) ? divertedPath(byPath, bytes.subarray(start, end), name) : null;
      const node = diverted === null ? lookup.find(bytes, start, end) : lookup.find(diverted, 0, diverted.length);
      if (node !== noNode && !tree.isDirectory(node)) files.push(node);
    }
    start = end + 1;
  }
  return files;
}

/** dpkg lists a directory before what is in it. */
function isParentOfNext(bytes: Uint8Array, start: number, end: number): boolean {
  const next = end + 1;
  const length = end - start;
  if (bytes[next + length] !== slash) return false;
  for (let i = 0; i < length; i++) if (bytes[start + i] !== bytes[next + i]) return false;
  return true;
}

/** Lines of `md5sum`: 32 digits, two signs, a path without leading slash. */
export function summedFiles(tree: ImageTree, lookup: PathLookup, bytes: Uint8Array): readonly Node[] {
  const files: Node[] = [];
  for (const [start, end] of lines(bytes)) {
    const node = end - start > sumLength ? lookup.find(bytes, start + sumLength, end) : noNode;
    if (node !== noNode && !tree.isDirectory(node)) files.push(node);
  }
  return files;
}

const sumLength = 34;

function divertedPath(byPath: Diversions['byPath'], path: Uint8Array, name: string): Uint8Array | null {
  const diversion = byPath.get(Buffer.from(path).toString('latin1'));
  return diversion === undefined || diversion.by === name ? null : Buffer.from(diversion.to, 'latin1');
}
