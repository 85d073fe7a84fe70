import { describe, expect, it } from 'vitest';
import { countLeaving } from '../../src/advise/count-leaving.ts';
import type { Report, ReportPackage } from '../../src/model/report.ts';
import type { VulnerabilityScan } from '../../src/model/vulnerability.ts';
import { smallReport } from '../report/small-report.ts';
import { plan } from '../support/plan.ts';

const [sample] = smallReport.packages;

function installed(name: string, layer = 0): ReportPackage {
  return { ...sample!, type: 'npm', name, version: '1.0.0', purl: `pkg:npm/${name}@1.0.0`, layer };
}

const report: Report = { ...smallReport, packages: [installed('kept'), installed('gone'), installed('twice'), installed('twice', 1)] };

function scan(...found: readonly (readonly [id: string, name: string])[]): VulnerabilityScan {
  const vulnerabilities = found.map(([id, name]) => ({
    id,
    severity: 'high' as const,
    fixedVersion: null,
    package: { purl: `pkg:npm/${name}@1.0.0`, type: 'npm' as const, name, version: '1.0.0' },
  }));
  return { scanner: 'trivy', vulnerabilities };
}

const removed = {
  ...plan().removed,
  packages: [
    { purl: 'pkg:npm/gone@1.0.0', bytes: 1 },
    { purl: 'pkg:npm/twice@1.0.0', bytes: 1 },
  ],
};

describe('a plan with a report of vulnerabilities', () => {
  it('counts those of packages of which no copy is left', () => {
    const counted = countLeaving(plan({ removed }), report, scan(['A', 'kept'], ['A', 'gone'], ['B', 'gone'], ['C', 'twice']));
    expect(counted).toEqual({ ...plan({ removed }), removed: { ...removed, vulnerabilities: { before: 4, after: 2 } } });
  });

  it('counts none where nothing was found, which is not the same as no report', () => {
    expect(countLeaving(plan({ removed }), report, scan()).removed.vulnerabilities).toEqual({ before: 0, after: 0 });
    expect(plan({ removed }).removed.vulnerabilities).toBeNull();
  });

  it('warns of those that are of no package of the image', () => {
    const { removed: left, warnings } = countLeaving(plan({ removed }), report, scan(['A', 'gone'], ['B', 'elsewhere']));
    expect(left.vulnerabilities).toEqual({ before: 1, after: 0 });
    expect(warnings).toEqual([
      {
        code: 'unmatched-vulnerabilities',
        text: 'vulnerabilities of the report that are of no package of the image, as they are named there, and are not counted: 1',
        path: null,
        line: null,
      },
    ]);
  });
});
