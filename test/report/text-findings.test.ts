import { describe, expect, it } from 'vitest';
import type { Origin } from '../../src/model/finding.ts';
import { textFindings } from '../../src/report/text-findings.ts';
import { textStyle } from '../../src/report/text-style.ts';
import { smallReport } from './small-report.ts';

const origins: readonly Origin[] = [
  { kind: 'base', guessed: false },
  { kind: 'base', guessed: true },
  { kind: 'user', guessed: false },
  { kind: 'user', guessed: true },
  { kind: 'unknown', guessed: false },
];
const found = smallReport.findings[0]!;
const lines = (...shown: readonly Origin[]): readonly string[] => {
  const findings = shown.map((origin, i) => ({ ...found, summary: `finding ${i}`, bytes: 0, severity: 'high' as const, origin }));
  return textFindings({ ...smallReport, findings, outcomes: [] }, textStyle(80, false, true));
};

describe('textFindings', () => {
  it('says behind each severity what came with the base image, and what is only guessed', () => {
    expect(lines(...origins)).toEqual([
      'Findings (of the base image, or your own; ? where that is a guess)',
      '          high  base   finding 0',
      '          high  base?  finding 1',
      '          high  own    finding 2',
      '          high  own?   finding 3',
      '          high         finding 4',
    ]);
  });

  it('has no room for it where nothing tells', () => {
    expect(lines(origins[4]!)).toEqual(['Findings', '          high  finding 0']);
  });
});
