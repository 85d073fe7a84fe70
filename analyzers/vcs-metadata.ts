import { directoryShares } from '../src/analyze/directory-findings.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { nodesNamed } from '../src/analyze/files-by-name.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { nameList } from '../src/analyze/name-list.ts';
import type { ImageTree, Node } from '../src/filesystem/image-tree.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'vcs-metadata';

const codes = {
  history: { severity: 'medium', reason: 'holds whatever was ever committed, secrets that were removed since included' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Directory → what it has in it, one of them, when it is the real thing. */
const markers: Readonly<Record<string, readonly string[]>> = {
  '.bzr': ['branch-format', 'checkout'],
  '.git': ['HEAD'],
  '.hg': ['store', 'requires'],
  '.svn': ['wc.db', 'entries'],
  CVS: ['Entries'],
};

/** Repositories that were copied along. */
export const vcsMetadata: DocumentedAnalyzer = {
  id,
  title: 'Version control',
  description:
    'Directories of git, Mercurial, Subversion, CVS and Bazaar, known by what is in them. They hold the history of the sources and often more bytes than ' +
    'these. A `.git` file, as worktrees and submodules have it, holds nothing; `.gitignore` and `.github` are no history either.',
  codes,
  analyze: ({ tree }) => {
    const directories = Object.entries(markers).flatMap(([name, inside]) =>
      nodesNamed(tree, name).filter((node) => isRepository(tree, node, inside)),
    );
    return {
      findings: directoryShares(tree, directories).map(({ bytes, evidence }) =>
        finding('history', {
          summary: `the history of the sources is in ${nameList(evidence.map((one) => (one.kind === 'file' ? one.path : '')))}`,
          bytes,
          evidence,
          remedy: { kind: 'same-layer', text: 'add it to .dockerignore, or remove it in the instruction that clones it' },
        }),
      ),
      unreadable: [],
    };
  },
};

function isRepository(tree: ImageTree, node: Node, inside: readonly string[]): boolean {
  return tree.isDirectory(node) && inside.some((name) => tree.child(node, name) !== null);
}
