import { directoryShares } from '../src/analyze/directory-findings.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'log-or-temp';

const codes = {
  log: { severity: 'low', reason: 'what programs wrote while the image was built: of no use in a container, and at times a secret' },
  temporary: { severity: 'low', reason: 'what a build forgot to remove' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const directories = {
  log: ['/var/log'],
  temporary: ['/tmp', '/var/tmp', '/root/.cache/tmp', '/var/crash'],
} as const;

/** An empty log of a package is no more than a name. */
const leastBytes = 1_024;

/** What a build wrote and nobody reads. */
export const logOrTemp: DocumentedAnalyzer = {
  id,
  title: 'Logs and temporary files',
  description:
    `Files below /var/log, /tmp and /var/tmp, ${leastBytes} bytes of one layer or more. Directories there are needed and cost nothing; links to ` +
    '/dev/stdout are how a container should log. Logs that an application keeps elsewhere are not known.',
  codes,
  analyze: (image) => ({ findings: [...describe(image, 'log'), ...describe(image, 'temporary')], unreadable: [] }),
};

function describe({ tree }: ImageView, variant: keyof typeof codes): readonly Finding[] {
  const nodes = directories[variant].flatMap((path) => resolvePath(tree, path) ?? []);
  return directoryShares(tree, nodes, leastBytes).map(({ bytes, evidence }) =>
    finding(variant, {
      summary: `${variant === 'log' ? 'logs' : 'temporary files'} of a build are left in ${nameList(evidence.map((one) => (one.kind === 'file' ? one.path : '')))}`,
      bytes,
      evidence,
      remedy: {
        kind: 'same-layer',
        text: 'remove them in the instruction that writes them, or mount a tmpfs there (RUN --mount=type=tmpfs)',
      },
    }),
  );
}
