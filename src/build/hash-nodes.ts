import { createHash, type Hash } from 'node:crypto';
import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { contentHash } from '../model/layer-index.ts';
import { limitExceeded } from '../model/limits.ts';
import { type ContentSource, treeContents } from './tree-contents.ts';

const zeros = Buffer.alloc(65_536);

/** SHA-256 in hex of the contents of files; those that nobody has hashed are read. @throws InspectError as `readContents` */
export async function hashNodes(source: ContentSource, nodes: readonly Node[]): Promise<ReadonlyMap<Node, string>> {
  const hashes = new Map<Node, string>();
  const unknown: Node[] = [];
  for (const node of nodes) {
    const known = knownHash(source.tree, node);
    if (known === null) unknown.push(node);
    else hashes.set(node, known);
  }
  const first = firstOfInodes(source.tree, unknown);
  const read = await readHashes(source, [...new Set(first.values())]);
  for (const node of unknown) hashes.set(node, read.get(first.get(node)!)!);
  return hashes;
}

/** null where nobody needed it so far. */
export function knownHash(tree: ImageTree, node: Node): string | null {
  const inode = tree.inodeAt(node);
  if (inode === null || tree.layerEntry(inode).extra?.sparse !== undefined) return null;
  const hash = contentHash(tree.layers[tree.layerOf(inode)]!.columns, tree.rowOf(inode));
  return hash === null ? null : Buffer.from(hash).toString('hex');
}

function firstOfInodes(tree: ImageTree, nodes: readonly Node[]): ReadonlyMap<Node, Node> {
  const firsts = new Map<number, Node>();
  return new Map(
    nodes.map((node) => {
      const inode = tree.inodeAt(node)!;
      if (!firsts.has(inode)) firsts.set(inode, node);
      return [node, firsts.get(inode)!];
    }),
  );
}

async function readHashes(source: ContentSource, nodes: readonly Node[]): Promise<ReadonlyMap<Node, string>> {
  const { tree, limits } = source;
  const size = (node: Node): number => tree.sizeBytes(tree.inodeAt(node)!);
  // A hole costs nothing to ship, and as much as any other byte to hash.
  if (nodes.reduce((sum, node) => sum + size(node), 0) > limits.layerBytes)
    throw limitExceeded(limits, 'layerBytes', 'contents to compare');
  const hashes = new Map<Node, string>();
  let open = null as OpenHash | null;
  for await (const { node, offset, bytes } of treeContents(source, nodes)) {
    if (open?.node !== node) {
      if (open !== null) hashes.set(open.node, finish(open, size(open.node)));
      open = { node, hash: createHash('sha256'), position: 0 };
    }
    hashHole(open.hash, offset - open.position);
    open.hash.update(bytes);
    open.position = offset + bytes.length;
  }
  if (open !== null) hashes.set(open.node, finish(open, size(open.node)));
  for (const node of nodes) if (!hashes.has(node)) hashes.set(node, finish({ node, hash: createHash('sha256'), position: 0 }, size(node)));
  return hashes;
}

type OpenHash = { readonly node: Node; readonly hash: Hash; position: number };

function finish({ hash, position }: OpenHash, sizeBytes: number): string {
  hashHole(hash, sizeBytes - position);
  return hash.digest('hex');
}

function hashHole(hash: Hash, lengthBytes: number): void {
  for (let left = lengthBytes; left > 0; left -= zeros.length) hash.update(zeros.subarray(0, Math.min(left, zeros.length)));
}
