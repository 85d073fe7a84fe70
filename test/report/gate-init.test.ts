import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/model/report.ts';
import { renderInit } from '../../src/report/gate-init.ts';
import { smallReport } from './small-report.ts';

const partial = (analyzer: string): Outcome => ({ analyzer, status: 'partial', unreadable: [{ path: '/a', reason: 'broken' }] });

function failOn(outcomes: readonly Outcome[]): string | undefined {
  const findings = smallReport.findings.filter(({ severity }) => severity === 'low');
  return renderInit({ ...smallReport, findings, outcomes })
    .split('\n')
    .find((line) => line.includes('fail-on'));
}

describe('the budgets of flense init', () => {
  it.each([
    ['/home/me/build/app.tar', 'app.tar'],
    ['oci:/home/me/layout', 'oci:layout'],
    ['build/app.tar', 'build/app.tar'],
    ['docker:team/app:1', 'docker:team/app:1'],
  ])('say that they are from %s without the directories of a machine', (reference, expected) => {
    const image = { ...smallReport.image, reference };
    expect(renderInit({ ...smallReport, image })).toContain(`from ${expected}, with`);
  });

  it('have the severity above the worst that was found', () => {
    expect(failOn([{ analyzer: 'shell', status: 'ok', unreadable: [] }])).toBe('    fail-on: medium');
  });

  it('leave out the severity where something could not be looked at, as the gate would', () => {
    expect(failOn([partial('shell')])).toBe('    # fail-on: medium # it cannot be computed now: shell could not look at everything');
    // Reading packages finds nothing.
    expect(failOn([partial('packages')])).toBe('    fail-on: medium');
  });
});
