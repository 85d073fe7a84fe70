import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { nameList } from '../src/analyze/name-list.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'missing-labels';

const codes = {
  missing: { severity: 'info', reason: 'nobody who finds the image running can tell where it comes from' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Label of the specification → older names for the same, whose values count as well. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  'org.opencontainers.image.source': ['org.label-schema.vcs-url', 'vcs-url', 'io.openshift.build.source-location'],
  'org.opencontainers.image.revision': ['org.label-schema.vcs-ref', 'vcs-ref', 'io.openshift.build.commit.id'],
  'org.opencontainers.image.version': ['org.label-schema.version', 'version'],
};

/** What an image should say of itself. */
export const missingLabels: DocumentedAnalyzer = {
  id,
  title: 'Missing labels',
  description:
    'Labels that lead from an image back to what it was made of: source, revision and version, by the names of ' +
    'https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md or by those that were in use before. Empty values do not count. ' +
    'Annotations of the manifest are not looked at, as engines do not keep them. Whether a label tells the truth is not known.',
  codes,
  analyze: ({ image }) => {
    const { labels } = image.config.config;
    const has = (name: string): boolean => Object.hasOwn(labels, name) && labels[name] !== '';
    const missing = Object.entries(wanted)
      .filter(([name, others]) => ![name, ...others].some(has))
      .map(([name]) => name);
    if (missing.length === 0) return { findings: [], unreadable: [] };
    return {
      findings: [
        finding('missing', {
          summary: `the image does not tell its ${nameList(missing.map((name) => name.slice(name.lastIndexOf('.') + 1)))}`,
          bytes: 0,
          evidence: missing.map((name) => ({ kind: 'config', field: 'Labels', value: name })),
          remedy: { kind: 'change-config', text: `add LABEL ${missing.join(', ')}`, field: 'Labels' },
        }),
      ],
      unreadable: [],
    };
  },
};
