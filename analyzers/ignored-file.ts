import { directoryShares } from '../src/analyze/directory-findings.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { grouped } from '../src/analyze/grouped.ts';
import { type IgnoredFiles, ignoredFiles } from '../src/analyze/ignored-files.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { workshopFiles, writtenOnce } from '../src/analyze/workshop-files.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'ignored-file';

const codes = {
  context: {
    severity: 'low',
    reason: 'a COPY of everything takes along what only the workshop needs, and is done again whenever that changes',
  },
  left: {
    severity: 'low',
    reason: 'what a RUN fetched or made for those who build, such as the Dockerfile of a repository that it cloned',
  },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** What a `.dockerignore` should have kept out. */
export const ignoredFile: DocumentedAnalyzer = {
  id,
  title: 'Files that the build context should not have had',
  description:
    'Repositories, settings of editors and of continuous integration, Dockerfiles, caches, virtual environments, `node_modules` of the own machine, ' +
    '`.env` files and leftovers of editors in layers that COPY or ADD made from the build context, removed later or not. What comes from another stage or ' +
    'was made by RUN was not in the context, though a Dockerfile, a compose file, and settings of editors and of the command lines of clouds that a RUN left are told, but for those inside of packages; what the instruction names (`COPY .npmrc ./`) is needed there, and a root file system is none. `flense dockerignore` writes the patterns. Tests and documents of the program are left to those who know them.',
  codes,
  analyze: (image) => ({ findings: [...findingsOf(image), ...leftFindings(image)], unreadable: [] }),
};

function findingsOf({ tree, instructions }: ImageView): readonly Finding[] {
  const layers = grouped(ignoredFiles(tree, instructions), ({ layer }) => layer);
  return [...layers].map(([layer, found]) => {
    const patterns = found.map(({ pattern }) => pattern);
    return finding('context', {
      summary: `the build context brought along ${nameList(found.flatMap(({ paths }) => paths))}`,
      bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
      evidence: found.flatMap((files) => evidenceOf(files)),
      remedy: { kind: 'change-instruction', text: `add ${nameList(patterns, 8)} to .dockerignore`, instruction: instructions[layer] ?? '' },
    });
  });
}

function leftFindings({ tree, instructions }: ImageView): readonly Finding[] {
  const files = workshopFiles(tree);
  if (files.length === 0) return [];
  const shares = directoryShares(tree, files, 1, writtenOnce(tree)).filter(({ layer }) => (instructions[layer] ?? '').startsWith('RUN '));
  return shares.map(({ layer, bytes, evidence }) =>
    finding('left', {
      summary: `an instruction left ${nameList(evidence.map((one) => (one.kind === 'file' ? one.path : '')))}`,
      bytes,
      evidence,
      remedy: {
        kind: 'change-instruction',
        text: 'remove it in the instruction that fetches it, or fetch it in a build stage',
        instruction: instructions[layer] ?? '',
      },
    }),
  );
}

/** Bytes of all that match stand with the first path. */
function evidenceOf({ layer, bytes, paths }: IgnoredFiles): Finding['evidence'] {
  return paths.map((path, index) => ({ kind: 'file', path, layer, bytes: index === 0 ? bytes : 0 }));
}
