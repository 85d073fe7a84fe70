import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'latest-tag';

const codes = {
  latest: { severity: 'low', reason: 'the name moves: nobody can tell which image runs, or go back to the one before' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Names that do not say which image is meant. */
export const latestTag: DocumentedAnalyzer = {
  id,
  title: 'The tag latest',
  description:
    'Whether all names that the source gives this image end with the tag `latest`. An image that has a better name as well is fine, and so is ' +
    'one without names. A name without a tag is `latest` for every engine.',
  codes,
  analyze: ({ image: { names } }) => {
    if (names.length === 0 || !names.every(isLatest)) return { findings: [], unreadable: [] };
    return {
      findings: [
        finding('latest', {
          summary: `the image has no name that tells its version: ${names.join(', ')}`,
          bytes: 0,
          evidence: names.map((value) => ({ kind: 'config', field: 'name', value })),
          remedy: {
            kind: 'change-config',
            text: 'give it a tag that never moves, a version or a revision, and deploy that or the digest',
            field: 'name',
          },
        }),
      ],
      unreadable: [],
    };
  },
};

/** A layout may name its images by the tag alone. */
function isLatest(name: string): boolean {
  if (name.includes('@')) return false;
  const last = name.slice(name.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  return colon >= 0 ? last.slice(colon + 1) === 'latest' : name === 'latest' || name.includes('/');
}
