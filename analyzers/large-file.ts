import { byLayer } from '../src/analyze/by-layer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { filesEvidence, layerOfNode } from '../src/analyze/evidence.ts';
import { fileSurvey, largeBytes } from '../src/analyze/file-survey.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { sizeOf } from '../src/analyze/node-columns.ts';
import type { ImageTree, Node } from '../src/filesystem/image-tree.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'large-file';

const codes = {
  large: { severity: 'info', reason: 'one file that makes up much of the image: worth a look whether it has to be there' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const alwaysLargeBytes = 50e6;
const share = 0.25;

/** Files that weigh. */
export const largeFile: DocumentedAnalyzer = {
  id,
  title: 'Large files',
  description:
    `Visible files of ${alwaysLargeBytes / 1e6} MB or more, and of ${largeBytes / 1e6} MB or more that make up a quarter of what the container sees. ` +
    'Models, data sets, archives and core files often are better mounted or fetched. The bytes are not counted as saved: the program may well need them.',
  codes,
  analyze: ({ tree }) => {
    const nodes = largeNodes(tree);
    return {
      findings: byLayer(nodes, (node) => layerOfNode(tree, node)).map(([, group]) =>
        finding('large', {
          summary: `much of the image is in ${nameList(
            group.toSorted((a, b) => sizeOf(tree, b) - sizeOf(tree, a)).map((node) => tree.path(node)),
            3,
          )}`,
          bytes: 0,
          evidence: filesEvidence(tree, group),
          remedy: {
            kind: 'production-stage',
            text: 'see whether the program needs it, and whether a volume or a download at the start would do',
          },
        }),
      ),
      unreadable: [],
    };
  },
};

function largeNodes(tree: ImageTree): readonly Node[] {
  const { large, totalBytes } = fileSurvey(tree);
  return large.filter((node) => sizeOf(tree, node) >= Math.min(alwaysLargeBytes, totalBytes * share));
}
