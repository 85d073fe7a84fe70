import { describe, expect, it } from 'vitest';
import { attachVulnerabilities } from '../../src/analyze/attach-vulnerabilities.ts';
import { countVulnerabilities } from '../../src/analyze/count-vulnerabilities.ts';
import type { PackageType } from '../../src/model/package.ts';
import type { Report, ReportPackage } from '../../src/model/report.ts';
import type { ScannedPackage, ScannedVulnerability } from '../../src/model/vulnerability.ts';
import { smallReport } from '../report/small-report.ts';

function installed(type: PackageType, name: string, version: string, purl: string, layer = 0): ReportPackage {
  return { type, name, version, purl, bytes: 100, layer, instruction: 'RUN x', origin: { kind: 'user', guessed: false } };
}

const libssl = installed('deb', 'libssl3', '1:3.0.11-1', 'pkg:deb/debian/libssl3@1:3.0.11-1?arch=amd64');
const lodash = installed('npm', 'lodash', '4.17.20', 'pkg:npm/lodash@4.17.20', 1);
const report: Report = {
  ...smallReport,
  packages: [
    libssl,
    installed('golang', 'github.com/Acme/x', 'v1.2.3', 'pkg:golang/github.com/acme/x@v1.2.3'),
    installed('golang', 'stdlib', '1.22.1', 'pkg:golang/stdlib@1.22.1'),
    installed('maven', 'org.a:lib', '1.0', 'pkg:maven/org.a/lib@1.0'),
    lodash,
    { ...lodash, layer: 2 },
    installed('npm', '@scope/a', '1.0.0', 'pkg:npm/%40scope/a@1.0.0'),
    installed('pypi', 'Zope.Interface', '5.0', 'pkg:pypi/zope.interface@5.0'),
    installed('rpm', 'openssl', '1:3.0-2', 'pkg:rpm/redhat/openssl@3.0-2?epoch=1'),
  ],
};

function found(scanned: Partial<ScannedPackage>, id = 'CVE-1', more: Partial<ScannedVulnerability> = {}): ScannedVulnerability {
  return { id, severity: 'high', fixedVersion: null, package: { purl: '', type: null, name: '', version: '', ...scanned }, ...more };
}

function matched(scanned: Partial<ScannedPackage>): readonly string[] {
  return attachVulnerabilities(report, { scanner: 'trivy', vulnerabilities: [found(scanned)] }).items.map(
    ({ name, layer }) => `${name} ${layer}`,
  );
}

describe('a vulnerability is put to its package', () => {
  it.each<[title: string, scanned: Partial<ScannedPackage>, expected: readonly string[]]>([
    [
      'by its package URL, whatever is said of distribution and architecture',
      { purl: 'pkg:deb/ubuntu/libssl3@3.0.11-1?arch=arm64&epoch=1' },
      ['libssl3 0'],
    ],
    ['by type, name and version', { type: 'deb', name: 'libssl3', version: '1:3.0.11-1' }, ['libssl3 0']],
    ['of each copy', { purl: 'pkg:npm/lodash@4.17.20' }, ['lodash 1', 'lodash 2']],
    ['with a scope', { purl: 'pkg:npm/@scope/a@1.0.0' }, ['@scope/a 0']],
    ['of Go, with and without the letter', { type: 'golang', name: 'github.com/acme/x', version: '1.2.3' }, ['github.com/Acme/x 0']],
    ['of the library of Go', { type: 'golang', name: 'stdlib', version: 'go1.22.1' }, ['stdlib 0']],
    ['of Java, with the group', { type: 'maven', name: 'org.a:lib', version: '1.0' }, ['org.a:lib 0']],
    ['of Python, whatever the signs', { type: 'pypi', name: 'zope-interface', version: '5.0' }, ['Zope.Interface 0']],
    ['of rpm, with and without the epoch', { type: 'rpm', name: 'openssl', version: '3.0-2' }, ['openssl 0']],
    ['but not of another version', { purl: 'pkg:npm/lodash@4.17.21', type: 'npm', name: 'lodash', version: '4.17.21' }, []],
    ['but not of another type', { type: 'pypi', name: 'lodash', version: '4.17.20' }, []],
    ['but not of a package URL that is none', { purl: 'pkg:npm/%zz@%', type: null, name: 'lodash', version: '4.17.20' }, []],
  ])('%s', (_, scanned, expected) => {
    expect(matched(scanned)).toEqual(expected);
  });

  it('with layer, bytes and instruction, the worst first, and the others are counted', () => {
    const vulnerabilities = [
      found({ purl: libssl.purl }, 'CVE-2', { severity: 'low', fixedVersion: '4' }),
      found({ purl: libssl.purl }, 'CVE-9', { severity: 'critical' }),
      found({ purl: libssl.purl }, 'CVE-9', { severity: 'critical' }),
      found({ purl: 'pkg:deb/debian/none@1' }),
    ];
    expect(attachVulnerabilities(report, { scanner: 'grype', vulnerabilities })).toEqual({
      scanner: 'grype',
      items: [
        { ...libssl, id: 'CVE-9', severity: 'critical', fixedVersion: null },
        { ...libssl, id: 'CVE-2', severity: 'low', fixedVersion: '4' },
      ],
      unmatchedCount: 1,
    });
  });
});

describe('countVulnerabilities', () => {
  it('counts each once for a package, before and after', () => {
    const vulnerabilities = [found({ purl: lodash.purl }, 'A'), found({ purl: lodash.purl }, 'B'), found({ purl: libssl.purl }, 'A')];
    const attached = attachVulnerabilities(report, { scanner: 'trivy', vulnerabilities });
    expect(attached.items).toHaveLength(5);
    expect(countVulnerabilities(attached, new Set([libssl.purl]))).toEqual({ before: 3, after: 1 });
    expect(countVulnerabilities(attached, new Set())).toEqual({ before: 3, after: 0 });
  });
});
