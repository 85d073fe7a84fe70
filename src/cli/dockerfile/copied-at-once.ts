import type { ImageTree, Node } from '../../filesystem/image-tree.ts';

type CopyRules = {
  readonly isKept: Uint8Array;
  /** Of what no `cp` may take as a whole. */
  readonly isBroken: Uint8Array;
  /** Whether something may be taken away again after it was copied. */
  readonly mayLeave: boolean;
};

/** Taking away has to save that many words: people read more easily what is there than what is not. */
const worthFactor = 3;
/** Of what is copied only to be taken away; it costs time, and nothing else. */
const maxLeftBytes = 64e6;

/**
 * Which directories it takes fewer words to copy as a whole, and to say what is left of them, than to name what is kept of them.
 * @param nodes parents before children
 */
export function copiedAtOnce(nodes: readonly Node[], tree: ImageTree, { isKept, isBroken, mayLeave }: CopyRules): Uint8Array {
  const isCopied = new Uint8Array(tree.nodeCount);
  /** Below and with a node: words that name what is kept, words that name what is not, and the bytes of the latter. */
  const named = new Uint32Array(tree.nodeCount);
  const left = new Uint32Array(tree.nodeCount);
  const leftBytes = new Float64Array(tree.nodeCount);
  const isWorth = (node: Node): boolean => mayLeave && worthFactor * (1 + left[node]!) <= named[node]! && leftBytes[node]! <= maxLeftBytes;
  for (const node of nodes.toReversed()) {
    const isDirectory = tree.isDirectory(node);
    if (isKept[node] === 0) left[node] = 1;
    else if (!isDirectory) named[node] = 1;
    else if (isBroken[node] === 0 && (left[node] === 0 ? mayLeave || tree.children(node).length > 0 : isWorth(node))) isCopied[node] = 1;
    const inode = tree.inodeAt(node);
    if (isKept[node] === 0 && !isDirectory && inode !== null) leftBytes[node]! += tree.sizeBytes(inode);
    if (isKept[node] === 1 && isDirectory) named[node] = isCopied[node] === 1 ? 1 + left[node]! : 1 + named[node]!;
    const parent = tree.parent(node);
    if (parent === null) continue;
    named[parent]! += named[node]!;
    left[parent]! += left[node]!;
    leftBytes[parent]! += leftBytes[node]!;
  }
  return isCopied;
}
