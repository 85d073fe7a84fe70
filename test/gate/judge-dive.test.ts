import { describe, expect, it } from 'vitest';
import { judge } from '../../src/gate/judge.ts';
import { overrideBudgets } from '../../src/gate/override-budgets.ts';
import type { Budget } from '../../src/model/budget.ts';
import { parseDiveCi } from '../../src/model/dive-ci-parser.ts';
import type { Report } from '../../src/model/report.ts';
import { smallReport } from '../report/small-report.ts';
import { directories } from './gating.ts';

type Dive = Report['waste']['dive'];

const clean: Dive = { efficiencyScore: 1, sizeBytes: 100, userSizeBytes: 50, wastedBytes: 0, userWastedPercent: 0 };

/** @param wasted what no container sees, by layer */
function verdicts(text: string, dive: Partial<Dive>, wasted: readonly [number, number] = [0, 0]) {
  const layers = wasted.map((reclaimableBytes, i) => ({ ...smallReport.layers[i]!, sizeBytes: 50, reclaimableBytes }));
  const waste = { reclaimableBytes: wasted[0] + wasted[1], reclaimableCompressedBytes: null, items: [], dive: { ...clean, ...dive } };
  const report: Report = { ...smallReport, image: { ...smallReport.image, sizeBytes: 100 }, layers, waste };
  return judged(report, parseDiveCi(text, '.dive-ci'));
}

function judged(report: Report, budgets: readonly Budget[]) {
  const droppable = { kind: 'unknown', why: '' } as const;
  const rest = { exceptions: [], baseline: null, droppable, today: '2026-01-01', packagesOf: () => [], entryGroups: () => [] };
  return judge({ report, budgets, directories: directories({}), gravestOf: () => null, ...rest }).verdicts;
}

const statuses = (...args: Parameters<typeof verdicts>): unknown => verdicts(...args).map(({ budget, status }) => [budget, status]);

describe("dive's rules", () => {
  it('have their defaults where the file does not name them', () => {
    const expected = [
      ['dive.lowestEfficiency', 'fail'],
      ['dive.highestUserWastedPercent', 'fail'],
    ];
    const bad = { efficiencyScore: 0.89, userWastedPercent: 0.11, wastedBytes: 1e12 };
    expect(statuses('', bad)).toEqual(expected);
    expect(statuses('rules:\n', bad)).toEqual(expected);
    expect(statuses('plugins: [a]\nrules: {plugin1/rule1: x}\n', bad)).toEqual(expected);
    const atTheLimit = { efficiencyScore: 0.9, userWastedPercent: 0.1 };
    expect(verdicts('', atTheLimit).map(({ status }) => status)).toEqual(['pass', 'pass']);
  });

  it('are off where the file disables them', () => {
    for (const word of ['disabled', "'disabled'", 'off', 'false', "''"]) {
      const text = `rules:\n  lowestEfficiency: ${word}\n  highestWastedBytes: ${word}\n  highestUserWastedPercent: ${word}\n`;
      expect(verdicts(text, { efficiencyScore: 0 }), word).toEqual([]);
    }
  });

  it('fail strictly beyond the limit', () => {
    const text = 'rules:\n  lowestEfficiency: 0.95\n  highestWastedBytes: 20MB\n  highestUserWastedPercent: "0.20"\n';
    const at = { efficiencyScore: 0.95, wastedBytes: 20_000_000, userWastedPercent: 0.2 };
    const beyond = { efficiencyScore: 0.9499999999, wastedBytes: 20_000_001, userWastedPercent: 0.2000000001 };
    expect(verdicts(text, at).map(({ status }) => status)).toEqual(['pass', 'pass', 'pass']);
    expect(verdicts(text, beyond).map(({ status }) => status)).toEqual(['fail', 'fail', 'fail']);
    expect(
      verdicts('rules: {highestWastedBytes: 20MiB, lowestEfficiency: off, highestUserWastedPercent: off}', { wastedBytes: 20_971_520 }),
    ).toMatchObject([{ status: 'pass', limit: 20_971_520 }]);
  });

  it('are written as dive lets them be written', () => {
    const limits = (text: string) => parseDiveCi(text, 'x').map(({ id, limit }) => [id, limit]);
    expect(limits('RULES:\n  lowestefficiency: 0.5\n  HighestWastedBytes: "1,000 kB"\n  highestuserwastedpercent: disabled\n')).toEqual([
      ['dive.lowestEfficiency', 0.5],
      ['dive.highestWastedBytes', 1_000_000],
    ]);
    expect(limits('rules: {highestWastedBytes: 20, highestwastedbytes: 30}')[1]).toEqual(['dive.highestWastedBytes', 30]);
  });

  it('pass an image of one layer, where dive divides by nothing, and say so', () => {
    const [, verdict] = verdicts('', { userWastedPercent: null, userSizeBytes: 0 });
    expect([verdict?.status, verdict?.figure, verdict?.note]).toEqual([
      'pass',
      null,
      'dive divides by the bytes of all layers but the first, which are none, and passes whatever comes',
    ]);
  });

  it('say where dive overlooks a directory that was removed', () => {
    const notes = verdicts('rules: {highestWastedBytes: 10B}', {}, [40, 0]).map(({ budget, status, note }) => [
      budget,
      status,
      note?.split(':')[0] ?? null,
    ]);
    expect(notes).toEqual([
      ['dive.lowestEfficiency', 'pass', 'dive misjudges this'],
      ['dive.highestWastedBytes', 'pass', 'dive misjudges this'],
      ['dive.highestUserWastedPercent', 'pass', null],
    ]);
  });

  it('say where dive counts the copy that stays', () => {
    const doubled = { efficiencyScore: 0.5, wastedBytes: 100, userWastedPercent: 2 };
    const notes = verdicts('rules: {highestWastedBytes: 60B}', doubled, [50, 0]).map(({ budget, status, note }) => [
      budget,
      status,
      note !== null,
    ]);
    expect(notes).toEqual([
      ['dive.lowestEfficiency', 'fail', false],
      ['dive.highestWastedBytes', 'fail', true],
      ['dive.highestUserWastedPercent', 'fail', true],
    ]);
  });

  it('are silent where dive judges as well as anybody', () => {
    expect(verdicts('', {}).map(({ note }) => note)).toEqual([null, null]);
  });

  it.each([
    ['rules: {lowestEfficiency: 1.5}', '.dive-ci:1: rules.lowestEfficiency: expected a ratio from 0 to 1, got "1.5"'],
    ['rules:\n  highestWastedBytes: much', '.dive-ci:2: rules.highestWastedBytes: expected a size like 10MB or 64MiB, got "much"'],
    ['rules: [a]', '.dive-ci:1: expected a mapping as rules, got a list'],
    ['rules: {lowestEfficiency: [1]}', '.dive-ci:1: expected a limit or disabled as lowestEfficiency, got a list'],
  ])('refuse %j', (text, message) => {
    expect(() => parseDiveCi(text, '.dive-ci')).toThrow(message);
  });

  it('are overridden by flags', () => {
    const entry = {
      id: 'dive.lowestEfficiency',
      section: 'dive',
      key: 'lowestEfficiency',
      form: 'dive-ratio',
      arity: 'one',
      flag: '--lowestEfficiency',
      title: '',
      description: '',
      example: '',
      default: null,
    } as const;
    const budgets = overrideBudgets(parseDiveCi('', 'x'), [{ entry, texts: ['0.2', '0.5'] }]);
    expect(budgets).toEqual([
      { id: 'dive.highestUserWastedPercent', subject: null, unit: 'ratio', limit: 0.1 },
      { id: 'dive.lowestEfficiency', subject: null, unit: 'ratio', limit: 0.5 },
    ]);
    expect(overrideBudgets(budgets, [{ entry, texts: ['disabled'] }])).toHaveLength(1);
  });
});
