import { byLayer } from '../src/analyze/by-layer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { filesEvidence, layerOfNode } from '../src/analyze/evidence.ts';
import { fileSurvey } from '../src/analyze/file-survey.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { sizeOf } from '../src/analyze/node-columns.ts';
import type { ImageTree, Node } from '../src/filesystem/image-tree.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'bytecode';

const codes = {
  python: { severity: 'info', reason: 'Python compiles it again from the source beside it, at the price of a slower first start' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Compiled forms that come back by themselves. */
export const bytecode: DocumentedAnalyzer = {
  id,
  title: 'Compiled Python',
  description:
    'Bytecode of Python, by its content, in `__pycache__` beside the source that it was made from. A container that runs for long compiles it once; one ' +
    'with a read-only root, or that starts often, does so at every start and may want to keep it. Bytecode without its source is the program itself ' +
    'and not reported.',
  codes,
  analyze: ({ tree }) => {
    const nodes = fileSurvey(tree).bytecode.filter((node) => hasSource(tree, node));
    return {
      findings: byLayer(nodes, (node) => layerOfNode(tree, node)).map(([, group]) =>
        finding('python', {
          summary: `${group.length === 1 ? 'a compiled file' : `${group.length} compiled files`} of Python can be made again from the sources beside`,
          bytes: group.reduce((bytes, node) => bytes + sizeOf(tree, node), 0),
          evidence: filesEvidence(tree, group),
          remedy: { kind: 'same-layer', text: 'set PYTHONDONTWRITEBYTECODE=1 for the build, or install with pip --no-compile' },
        }),
      ),
      unreadable: [],
    };
  },
};

/** `a/__pycache__/x.cpython-311.pyc` and `a/x.py`. */
function hasSource(tree: ImageTree, node: Node): boolean {
  const directory = tree.parent(node);
  const source = directory === null || tree.name(directory) !== '__pycache__' ? null : tree.parent(directory);
  if (source === null) return false;
  const name = tree.name(node);
  const dot = name.indexOf('.');
  return dot > 0 && tree.child(source, `${name.slice(0, dot)}.py`) !== null;
}
