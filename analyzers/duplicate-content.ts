import { byLayer } from '../src/analyze/by-layer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { leastCandidateBytes } from '../src/analyze/duplicate-candidates.ts';
import { layerOfNode, maxEvidence } from '../src/analyze/evidence.ts';
import { comparableBytes, fileSurvey } from '../src/analyze/file-survey.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { fileRow, sizeOf } from '../src/analyze/node-columns.ts';
import type { ImageTree, Node } from '../src/filesystem/image-tree.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import { contentHash } from '../src/model/layer-index.ts';

const id = 'duplicate-content';

const codes = {
  copies: { severity: 'low', reason: 'the same bytes at several paths: a link would do, or one of them is not needed' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const leastLayerBytes = 65_536;

/** The same content at several places. */
export const duplicateContent: DocumentedAnalyzer = {
  id,
  title: 'Copies of the same content',
  description:
    `Visible files of ${comparableBytes} bytes or more that have the same SHA-256 as another one; hardlinks share their bytes and do not count, nor do ` +
    'lower layers, which are waste. The first path, in the order of layers, is taken for the original. Contents are hashed while a layer is ' +
    `decompressed. Of layers that are stored without compression, files of ${leastCandidateBytes / 1024} KiB or more that have the size of another one, and the same bytes at the beginning, in the middle and at the end, are ` +
    'read again and hashed; smaller copies in them are not found.',
  codes,
  analyze: ({ tree }) => {
    const copies = copiesIn(tree);
    return {
      findings: byLayer(copies, ({ node }) => layerOfNode(tree, node)).flatMap(([layer, group]) => {
        const bytes = group.reduce((sum, { node }) => sum + sizeOf(tree, node), 0);
        if (bytes < leastLayerBytes) return [];
        const largest = group.toSorted((a, b) => sizeOf(tree, b.node) - sizeOf(tree, a.node));
        const [{ node, original }] = largest as [Copy, ...Copy[]];
        return [
          finding('copies', {
            summary: `${group.length === 1 ? 'a file is' : `${group.length} files are`} in the image more than once, such as ${tree.path(node)}, a copy of ${tree.path(original)}`,
            bytes,
            evidence: largest
              .slice(0, maxEvidence)
              .map((copy) => ({ kind: 'file', path: tree.path(copy.node), layer, bytes: sizeOf(tree, copy.node) })),
            remedy: { kind: 'same-layer', text: 'keep one and link the others to it, or leave out what nobody reads' },
          }),
        ];
      }),
      unreadable: [],
    };
  },
};

type Copy = { readonly node: Node; readonly original: Node };

function copiesIn(tree: ImageTree): readonly Copy[] {
  const originals = new Map<number, Node>();
  const copies: Copy[] = [];
  for (const node of fileSurvey(tree).hashed) {
    const hash = hashOf(tree, node)!;
    const key = keyOf(hash);
    const known = originals.get(key);
    if (known === undefined) originals.set(key, node);
    else if (Buffer.compare(hash, hashOf(tree, known)!) === 0) {
      const isLower = layerOfNode(tree, node) < layerOfNode(tree, known);
      copies.push(isLower ? { node: known, original: node } : { node, original: known });
      if (isLower) originals.set(key, node);
    }
  }
  return copies;
}

/** Six bytes of a hash make a number; the others are compared where these agree. */
function keyOf(hash: Uint8Array): number {
  return (hash[0]! | (hash[1]! << 8) | (hash[2]! << 16)) * 0x1000000 + (hash[3]! | (hash[4]! << 8) | (hash[5]! << 16));
}

function hashOf(tree: ImageTree, node: Node): Uint8Array | null {
  const file = fileRow(tree, node);
  return file === null ? null : contentHash(file.columns, file.row);
}
