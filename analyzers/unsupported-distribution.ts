import { distributionSupport, distributionsDate } from '../src/analyze/distributions.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { fileEvidence } from '../src/analyze/evidence.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { type OsRelease, osRelease, osReleaseReads } from '../src/analyze/os-release.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'unsupported-distribution';

const codes = {
  ended: { severity: 'high', reason: 'holes that are found from now on stay open' },
} satisfies FindingCodes;

/** Characters of a version, which are somebody's to write. */
const maxShown = 32;

const finding = findingMaker(id, codes);

/** Distributions that get no more security updates. */
export const unsupportedDistribution: DocumentedAnalyzer = {
  id,
  title: 'End of life',
  description:
    `The distribution and version in os-release, against a table of the days on which free security updates end, as announced until ${distributionsDate}. ` +
    'What ended by that day, or by the day on which the image was built, is reported; what ends later is not, whatever day it is now. Support that is paid for is not known, nor are ' +
    'distributions and versions that the table does not have.',
  codes,
  reads: osReleaseReads,
  analyze: (image) => {
    const release = osRelease(image);
    const node = resolvePath(image.tree, '/etc/os-release') ?? resolvePath(image.tree, '/usr/lib/os-release');
    if (release === null || node === null) return { findings: [], unreadable: [] };
    const support = distributionSupport(nameOf(image, release), release.versionId, dayOf(image));
    if (support.kind === 'unknown' || support.kind === 'until') return { findings: [], unreadable: [] };
    const when = support.kind === 'ended' ? `since ${support.date}` : 'for years';
    return {
      findings: [
        finding('ended', {
          summary: `${release.id} ${release.versionId.slice(0, maxShown)} has had no security updates ${when} (by a table of ${distributionsDate})`,
          bytes: 0,
          evidence: [fileEvidence(image.tree, node)],
          remedy: { kind: 'change-instruction', text: 'build on a supported version of the base image', instruction: 'FROM' },
        }),
      ],
      unreadable: [],
    };
  },
};

/** Both call themselves `centos`, and end on different days. */
function nameOf(image: ImageView, { id: own }: OsRelease): string {
  const text = image.text('/etc/os-release') ?? image.text('/usr/lib/os-release') ?? '';
  return own === 'centos' && /^NAME=["']?CentOS Stream/m.test(text) ? 'centos-stream' : own;
}

function dayOf({ image }: ImageView): string {
  return /^\d{4}-\d{2}-\d{2}/.exec(image.config.created ?? '')?.[0] ?? '';
}
