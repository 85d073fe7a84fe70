import { describe, expect, it } from 'vitest';
import type { ReportVulnerability } from '../../src/model/report.ts';
import { textStyle } from '../../src/report/text-style.ts';
import { textVulnerabilities } from '../../src/report/text-vulnerabilities.ts';
import { smallReport } from './small-report.ts';

const style = textStyle(100, false, true);
const item: ReportVulnerability = {
  id: 'CVE-2024-1',
  severity: 'high',
  fixedVersion: '3.0.13',
  type: 'deb',
  name: 'libssl3',
  version: '3.0.11',
  purl: 'pkg:deb/debian/libssl3@3.0.11',
  bytes: 5_000_000,
  layer: 1,
  instruction: '',
  origin: { kind: 'user', guessed: false },
};

describe('textVulnerabilities', () => {
  it('says nothing where no report was given', () => {
    expect(textVulnerabilities(smallReport, style)).toEqual([]);
  });

  it('counts by severity, and names the worst with layer and bytes', () => {
    const items = [item, { ...item, id: 'CVE-\u001b[31m2', severity: 'unknown' as const, fixedVersion: null }];
    expect(textVulnerabilities({ ...smallReport, vulnerabilities: { scanner: 'trivy', items, unmatchedCount: 3 } }, style)).toEqual([
      'Vulnerabilities by trivy: 1 high · 1 unknown',
      '          high  CVE-2024-1 libssl3 3.0.11 · layer 1 · 5.00 MB · fixed in 3.0.13',
      '       unknown  CVE-\\x1b[31m2 libssl3 3.0.11 · layer 1 · 5.00 MB · no fix named',
      '     not known  3 more, of packages that the image has not as they are named there',
    ]);
  });

  it('says how many more there are, and when there are none', () => {
    const many = Array.from({ length: 14 }, () => item);
    const lines = textVulnerabilities({ ...smallReport, vulnerabilities: { scanner: 'grype', items: many, unmatchedCount: 0 } }, style);
    expect([lines.length, lines.at(-1)]).toEqual([14, '                and 2 more, in --format json']);
    const none = textVulnerabilities({ ...smallReport, vulnerabilities: { scanner: 'grype', items: [], unmatchedCount: 0 } }, style);
    expect(none).toEqual(['Vulnerabilities by grype: none in the packages of the image']);
  });
});
