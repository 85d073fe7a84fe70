import { byLayer } from '../src/analyze/by-layer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { evidencePaths, filesEvidence, layerOfNode } from '../src/analyze/evidence.ts';
import { fileSurvey } from '../src/analyze/file-survey.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { isFile, modeOf } from '../src/analyze/node-columns.ts';
import type { Node } from '../src/filesystem/image-tree.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'world-writable';

const codes = {
  program: { severity: 'high', reason: 'everybody may change what others will run or load' },
  directory: { severity: 'medium', reason: 'without the sticky bit everybody may replace the files of others in it' },
  file: { severity: 'medium', reason: 'everybody may change what others will read' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const setBits = 0o6000;
const sticky = 0o1000;

const subjects = { program: 'programs and libraries', directory: 'directories', file: 'files' } as const;

/** What everybody may write to. */
export const worldWritable: DocumentedAnalyzer = {
  id,
  title: 'Writable for everybody',
  description:
    'Regular files and directories whose mode lets everybody write, directories with the sticky bit left out as /tmp is meant to be so. ' +
    'In a container with one user it matters little; with a second one, or a volume that others see, it lets one change what the other runs. ' +
    'Setuid programs and programs with capabilities have findings of their own; devices, sockets and symlinks are meant to be open.',
  codes,
  analyze: (image) => {
    const nodes = fileSurvey(image.tree).unusualModes.filter((node) => (modeOf(image.tree, node) & 0o002) !== 0);
    const variants = ['program', 'directory', 'file'] as const;
    return {
      findings: variants.flatMap((variant) =>
        describe(
          image,
          variant,
          nodes.filter((node) => variantOf(image, node) === variant),
        ),
      ),
      unreadable: [],
    };
  },
};

function variantOf(image: ImageView, node: Node): keyof typeof codes | null {
  const mode = modeOf(image.tree, node);
  if (image.tree.isDirectory(node)) return (mode & sticky) === 0 ? 'directory' : null;
  if (!isFile(image.tree, node) || (mode & setBits) !== 0) return null;
  const kind = image.kind(node);
  return kind === 'elf' || ((mode & 0o111) !== 0 && kind === 'script') ? 'program' : 'file';
}

function describe(image: ImageView, variant: keyof typeof codes, nodes: readonly Node[]): ReturnType<typeof finding>[] {
  return byLayer(nodes, (node) => layerOfNode(image.tree, node)).map(([, group]) => {
    const evidence = filesEvidence(image.tree, group);
    return finding(variant, {
      summary: `everybody may write to ${group.length === 1 ? '' : `${group.length} ${subjects[variant]}: `}${nameList(evidencePaths(evidence), 3, group.length)}`,
      bytes: 0,
      evidence,
      remedy: {
        kind: 'same-layer',
        text: 'give them to the user who needs them, with chown or COPY --chown, and take the right away with chmod o-w',
      },
    });
  });
}
