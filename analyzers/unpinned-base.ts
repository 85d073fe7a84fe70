import type { Analysis } from '../src/analyze/analyzer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Evidence } from '../src/model/finding.ts';

const id = 'unpinned-base';

const codes = {
  latest: { severity: 'low', reason: 'the base is one that moves with every release: the next build is on another one' },
  tag: { severity: 'info', reason: 'the base is named by a tag alone: nobody can tell which one it was, or build on it again' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const nothing: Analysis = { findings: [], unreadable: [] };
const nameLabel = 'org.opencontainers.image.base.name';
const digestLabel = 'org.opencontainers.image.base.digest';

/** A base that cannot be found again. */
export const unpinnedBase: DocumentedAnalyzer = {
  id,
  title: 'Base without a digest',
  description:
    `The label \`${nameLabel}\` says what an image was built on, and \`${digestLabel}\` which one that was ` +
    '(https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md). Told is a name without a digest in it, in the other label, or in what the builder said beside the image (provenance). Labels are ' +
    'inherited: where the build sets none, those of the base speak of the base of the base. Without the label nothing is said, as no layer tells under ' +
    'which name its base was pulled. `scratch` needs no digest.',
  codes,
  analyze: ({ image }) => {
    const { labels } = image.config.config;
    const name = Object.hasOwn(labels, nameLabel) ? labels[nameLabel]! : '';
    const digest = Object.hasOwn(labels, digestLabel) ? labels[digestLabel]! : '';
    if (name === '' || name === 'scratch' || name.includes('@sha') || /^sha\d+:[0-9a-f]{64,}$/.test(digest)) return nothing;
    if (!isLatest(name) && image.bases?.some(({ saidBy, digest }) => saidBy !== 'label' && digest !== null) === true) return nothing;
    const evidence: readonly Evidence[] = [{ kind: 'config', field: 'Labels', value: `${nameLabel}=${name}` }];
    const summary = `the image was built on ${name}, and nothing says on which one`;
    const text = 'write FROM name:tag@sha256:…, and let a bot raise it';
    return {
      findings: [
        finding(isLatest(name) ? 'latest' : 'tag', {
          summary,
          bytes: 0,
          evidence,
          remedy: { kind: 'change-config', text, field: 'Labels' },
        }),
      ],
      unreadable: [],
    };
  },
};

function isLatest(name: string): boolean {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return !last.includes(':') || last.endsWith(':latest');
}
