import { describe, expect, it } from 'vitest';
import { type Evidence, maxEvidence, type OriginFinding, type Severity } from '../../src/model/finding.ts';
import type { Outcome } from '../../src/model/report.ts';
import { smallReport } from '../report/small-report.ts';
import { figures, gated } from './gating.ts';

const ok = (analyzer: string): Outcome => ({ analyzer, status: 'ok', unreadable: [] });

const partial = (analyzer: string, ...paths: readonly string[]): Outcome => {
  return { analyzer, status: 'partial', unreadable: paths.map((path) => ({ path, reason: 'broken' })) };
};

function finding(code: string, severity: Severity, ...evidence: readonly Evidence[]): OriginFinding {
  const remedy = { kind: 'production-stage', text: 'leave it out' } as const;
  return { code, severity, summary: `found ${code}`, bytes: 5, evidence, remedy, origin: { kind: 'user', guessed: true } };
}

const file = (path: string, layer = 1): Evidence => ({ kind: 'file', path, layer, bytes: 5 });

function found(findings: readonly OriginFinding[], outcomes: readonly Outcome[] = [ok('shell'), ok('setuid-file')]) {
  return { report: { findings, outcomes } };
}

describe('fail-on', () => {
  const findings = found([finding('shell/posix', 'medium', file('/bin/sh')), finding('x/y', 'low')]);

  it('fails on that severity and on worse ones', () => {
    expect(figures(gated('budgets: {findings: {fail-on: high}}', findings))).toEqual([['pass', 0, null]]);
    expect(figures(gated('budgets: {findings: {fail-on: medium}}', findings))).toEqual([['fail', 1, null]]);
    expect(figures(gated('budgets: {findings: {fail-on: info}}', findings))).toEqual([['fail', 2, null]]);
  });

  it('says where, and what to do', () => {
    const [verdict] = gated('budgets: {findings: {fail-on: medium}}', findings).verdicts;
    expect(verdict).toMatchObject({
      subject: 'medium',
      remedy: 'leave it out',
      layer: 1,
      instruction: 'COPY . /app',
      causes: [{ text: 'found shell/posix', amount: 5, unit: 'bytes', layer: 1, instruction: 'COPY . /app' }],
    });
  });

  it('passes nothing where an analyzer failed', () => {
    const failed: Outcome = { analyzer: 'shell', status: 'failed', unreadable: [], error: 'oops' };
    const result = gated('budgets: {findings: {fail-on: critical}}', found([], [failed]));
    expect([result.status, result.verdicts[0]?.note]).toEqual(['fail', 'the analyzer shell failed: oops']);
  });

  it('passes nothing where an analyzer could not read all, and tells what', () => {
    const outcomes: readonly Outcome[] = [partial('shell', '/a', '/b'), partial('secret', '/c')];
    const yaml = 'budgets: {findings: {fail-on: critical}}';
    const [verdict] = gated(yaml, found([], outcomes)).verdicts;
    expect([verdict?.status, verdict?.note]).toEqual([
      'uncomputed',
      'shell could not read /a: broken; /b: broken; secret could not read /c: broken',
    ]);
    const [over] = gated(yaml, found([finding('x/y', 'critical')], outcomes)).verdicts;
    expect([over?.status, over?.figure, over?.note]).toEqual(['fail', 1, verdict?.note]);
  });

  it('does not mind what finds nothing that grave', () => {
    const outcomes = [partial('shell', '/a'), partial('packages', '/b')];
    const verdicts = (severity: string) =>
      gated(`budgets: {findings: {fail-on: ${severity}}}`, {
        ...found([], outcomes),
        gravestOf: (analyzer) => (analyzer === 'shell' ? 'medium' : 'none'),
      }).verdicts.map(({ status, note }) => [status, note]);
    expect(verdicts('high')).toEqual([['pass', null]]);
    expect(verdicts('medium')).toEqual([['uncomputed', 'shell could not read /a: broken']]);
  });

  it('does not mind what an exception allows not to be read', () => {
    const yaml = (code: string, expires = '2026-06-15'): string =>
      `budgets: {findings: {fail-on: low, forbid: [shell]}}\nexceptions: [{path: /test/**, ${code}reason: fixtures, expires: ${expires}}]`;
    const outcomes = [partial('shell', '/test/a', '/test/b/c')];
    const statuses = (text: string, read: readonly Outcome[] = outcomes) =>
      gated(text, found([], read)).verdicts.map(({ status }) => status);
    expect(statuses(yaml(''))).toEqual(['pass', 'pass']);
    expect(statuses(yaml('code: shell, '))).toEqual(['pass', 'pass']);
    expect(statuses(yaml('code: secret, '))).toEqual(['uncomputed', 'uncomputed']);
    expect(statuses(yaml('code: shell/posix, '))).toEqual(['uncomputed', 'uncomputed']);
    expect(statuses(yaml(''), [partial('shell', '/test/a', '/app/a')])).toEqual(['uncomputed', 'uncomputed']);
    expect(statuses(yaml('', '2026-06-14'))).toEqual(['uncomputed', 'uncomputed', 'fail']);
  });
});

describe('forbid', () => {
  const yaml = 'budgets: {findings: {forbid: [shell, setuid-file]}}';

  it('wants the findings of an analyzer to be absent, and no others', () => {
    const findings = found([finding('shell/posix', 'info', file('/bin/sh')), finding('shell-form-entrypoint/x', 'high')]);
    const result = gated(yaml, findings);
    expect(result.verdicts.map(({ subject, status, figure }) => [subject, status, figure])).toEqual([
      ['shell', 'fail', 1],
      ['setuid-file', 'pass', 0],
    ]);
  });

  it('cannot say that of an analyzer that there is not, that failed, or that could not read all', () => {
    const outcomes: readonly Outcome[] = [
      { analyzer: 'a', status: 'failed', unreadable: [], error: 'oops' },
      { analyzer: 'b', status: 'partial', unreadable: [{ path: '/x', reason: 'too large' }] },
    ];
    const result = gated('budgets: {findings: {forbid: [a, b, c]}}', found([], outcomes));
    expect([result.status, result.verdicts.map(({ status, note }) => [status, note])]).toEqual([
      'fail',
      [
        ['uncomputed', 'the analyzer a failed: oops'],
        ['uncomputed', 'b could not read /x: too large'],
        ['uncomputed', 'there is no analyzer of that name'],
      ],
    ]);
  });
});

describe('an exception', () => {
  const setuid = finding('setuid-file/setuid', 'high', file('/usr/bin/su'), file('/usr/bin/passwd', 0));
  const shell = finding('shell/posix', 'high', file('/bin/sh'));
  const user = finding('root-user/not-set', 'high', { kind: 'config', field: 'user', value: '' });
  const yaml = (...exceptions: readonly string[]): string =>
    `budgets: {findings: {fail-on: high}}\nexceptions:\n${exceptions.map((text) => `  - {${text}, reason: known, expires: 2026-06-15}\n`).join('')}`;
  const open = (...exceptions: readonly string[]): readonly string[] =>
    gated(yaml(...exceptions), {
      ...found([setuid, shell, user]),
      packagesOf: (path) => (path.startsWith('/usr/bin/') ? ['deb/passwd'] : []),
    })
      .findings.filter(({ excepted }) => excepted === null)
      .map(({ code }) => code);

  it('allows what its path covers, and only where all evidence is covered', () => {
    expect(open('path: /usr/bin/su')).toEqual([setuid.code, shell.code, user.code]);
    expect(open('path: /usr/bin/*')).toEqual([shell.code, user.code]);
    expect(open('path: /usr/bin/su', 'path: /usr/bin/passwd')).toEqual([shell.code, user.code]);
    expect(open('path: /**')).toEqual([user.code]);
  });

  it('allows what belongs to a package', () => {
    expect(open('package: passwd')).toEqual([shell.code, user.code]);
    expect(open('package: deb/*')).toEqual([shell.code, user.code]);
    expect(open('package: npm/*')).toEqual([setuid.code, shell.code, user.code]);
  });

  it('allows what a layer or the image of that digest has', () => {
    const { imageId } = smallReport.image;
    expect(open(`digest: '${imageId}'`)).toEqual([]);
    expect(open(`digest: 'sha256:${'0'.repeat(64)}'`)).toEqual([setuid.code, shell.code, user.code]);
  });

  it('allows a code, or is narrowed by it', () => {
    expect(open('code: root-user')).toEqual([setuid.code, shell.code]);
    expect(open('code: root-user/not-set')).toEqual([setuid.code, shell.code]);
    expect(open('code: root')).toEqual([setuid.code, shell.code, user.code]);
    expect(open('path: /**, code: shell')).toEqual([setuid.code, user.code]);
  });

  it('allows nothing of a finding of which not all places are known, but for its code', () => {
    const cited = Array.from({ length: maxEvidence }, (_, i) => file(`/a/${i}`));
    const many = finding('world-writable/file', 'high', ...cited);
    const judged = (exception: string, one = many) => gated(yaml(exception), found([one]));
    const [verdict] = judged('path: /a/*').verdicts;
    expect([verdict?.status, verdict?.note]).toEqual([
      'fail',
      'of world-writable/file only the first 1000 places are known, so that no path, package or layer allows it: an exception for the code alone does',
    ]);
    expect(judged('code: world-writable').status).toBe('pass');
    expect(judged(`digest: '${smallReport.image.imageId}'`).status).toBe('pass');
    expect(judged('path: /a/*', finding('world-writable/file', 'high', ...cited.slice(1))).status).toBe('pass');
    expect(judged('path: /a/*, code: other').verdicts[0]?.note).toBeNull();
  });

  it('fails once it has expired, and allows nothing any more', () => {
    const text = yaml('path: /bin/sh');
    const on = (today: string) => gated(text, { ...found([shell]), today });
    expect([on('2026-06-15').status, on('2026-06-15').exceptions[0]]).toEqual([
      'pass',
      {
        kind: 'path',
        value: '/bin/sh',
        code: null,
        reason: 'known',
        expires: '2026-06-15',
        isExpired: false,
        findings: 1,
      },
    ]);
    const late = on('2026-06-17');
    expect([late.status, late.verdicts.map(({ budget, status, figure, unit, note }) => [budget, status, figure, unit, note])]).toEqual([
      'fail',
      [
        ['findings.fail-on', 'fail', 1, 'count', null],
        ['exceptions', 'fail', 2, 'days', 'it held until 2026-06-15: known'],
      ],
    ]);
    expect(gated(text, { ...found([]), today: '2026-06-17' }).status).toBe('fail');
  });
});
