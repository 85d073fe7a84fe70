import { describe, expect, it } from 'vitest';
import { directorySizesOfTree } from '../../src/gate/directory-sizes.ts';
import type { Origin } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { smallReport } from '../report/small-report.ts';
import { treeOf } from '../report/tree-of.ts';
import { directories, figures, type Gating, gated } from './gating.ts';

const hex = 'a'.repeat(64);

function baseline(report: Partial<Report>, sizes: Readonly<Record<string, number>> = {}, isComplete = true) {
  return { baseline: { report: { ...smallReport, ...report }, directories: directories(sizes, isComplete) } };
}

function sized(sizeBytes: number, compressedBytes: number | null = null): Pick<Report, 'image'> {
  return { image: { ...smallReport.image, sizeBytes, compressedBytes } };
}

function layered(...kinds: readonly Origin['kind'][]): readonly Report['layers'][number][] {
  return smallReport.layers.map((layer, i) => ({ ...layer, origin: { kind: kinds[i]!, guessed: true } }));
}

describe('growth', () => {
  it('is measured in bytes, in percent, or both', () => {
    const yaml = 'budgets: {growth: {total: "5MB, 50%"}}';
    expect(figures(gated(yaml, baseline(sized(10_000_000))))).toEqual([
      ['pass', 5_000_000, null],
      ['pass', 0.5, null],
    ]);
    expect(figures(gated(yaml, baseline(sized(9_999_999)))).map(([status]) => status)).toEqual(['fail', 'fail']);
    expect(figures(gated(yaml, baseline(sized(20_000_000))))).toEqual([
      ['pass', -5_000_000, null],
      ['pass', -0.25, null],
    ]);
  });

  it('names the layers that the baseline does not have', () => {
    const layers = [smallReport.layers[0]!, { ...smallReport.layers[1]!, diffId: `sha256:${hex}` as never }];
    const [verdict] = gated('budgets: {growth: {total: 1MB}}', { report: { layers }, ...baseline(sized(10)) }).verdicts;
    expect(verdict?.causes).toEqual([{ text: 'layer 1', amount: 5_000_000, unit: 'bytes', layer: 1, instruction: 'COPY . /app' }]);
  });

  it('cannot be computed without a baseline, or without a size', () => {
    const result = gated('budgets: {growth: {total: 1GB, compressed: 1GB}}');
    expect([result.status, figures(result)]).toEqual([
      'fail',
      [
        ['uncomputed', null, null],
        ['uncomputed', null, null],
      ],
    ]);
    expect(figures(gated('budgets: {growth: {compressed: 1GB}}', baseline(sized(1))))).toEqual([['uncomputed', null, null]]);
    expect(figures(gated('budgets: {growth: {compressed: 1MB}}', baseline(sized(1, 5_000_000))))).toEqual([['pass', 1_000_000, null]]);
  });

  it('says where the baseline is for another platform', () => {
    const image = { ...smallReport.image, platform: { os: 'linux', architecture: 'amd64' } };
    const notes = (report: Partial<Report>) => gated('budgets: {growth: {total: 1GB}}', baseline(report)).verdicts.map(({ note }) => note);
    expect([notes({ image }), notes({})]).toEqual([['the baseline is for linux/amd64, and the image for linux/arm64/v9'], [null]]);
  });

  it('from nothing exceeds every percentage', () => {
    expect(figures(gated('budgets: {growth: {total: 900%}}', baseline(sized(0))))).toEqual([['fail', null, null]]);
    expect(figures(gated('budgets: {growth: {total: 0%}}', { report: sized(0), ...baseline(sized(0)) }))).toEqual([['pass', 0, null]]);
  });

  it('looks at base and own layers apart, where something tells which they are', () => {
    const yaml = 'budgets: {growth: {base: 1MB, user: 1MB}}';
    const now = { report: { layers: layered('base', 'user', 'user') } };
    expect(figures(gated(yaml, { ...now, ...baseline({ layers: layered('base', 'base', 'user') }) }))).toEqual([
      ['pass', -5_000_000, null],
      ['fail', 5_000_000, null],
    ]);
    expect(figures(gated(yaml, { ...now, ...baseline({}) }))).toEqual([
      ['uncomputed', null, null],
      ['uncomputed', null, null],
    ]);
  });

  it('says where the line between base and own layers is a guess', () => {
    const known = layered('base', 'user', 'user').map((layer) => ({ ...layer, origin: { ...layer.origin, guessed: false } }));
    const guessed = layered('base', 'user', 'user');
    const note = (now: Report['layers'], before: Report['layers']) =>
      gated('budgets: {growth: {base: 1MB}}', { report: { layers: now }, ...baseline({ layers: before }) }).verdicts[0]?.note;
    const text = 'which layers came with the base image is concluded from their history';
    expect([note(known, known), note(guessed, known), note(known, guessed)]).toEqual([null, text, text]);
  });

  it('of a directory is caused by files that grew, whatever else is large there', async () => {
    const before = await treeOf({ '/opt/lib/old': 900, '/opt/lib/grown': 500 });
    const now = await treeOf({ '/opt/lib/old': 900, '/opt/lib/grown': 500 }, { '/opt/lib/grown': 800, '/opt/lib/new': 400 });
    const causes = (rest: Gating) => {
      const [verdict] = gated('budgets: {growth: {directories: {/opt/*: 1B}}}', {
        ...rest,
        directories: directorySizesOfTree(now),
      }).verdicts;
      return [verdict?.layer, verdict?.instruction, verdict?.causes.map(({ text, amount }) => [text, amount])];
    };
    const tree = { baseline: { report: smallReport, directories: directorySizesOfTree(before) } };
    expect(causes(tree)).toEqual([
      1,
      'COPY . /app',
      [
        ['/opt/lib/new', 400],
        ['/opt/lib/grown', 300],
      ],
    ]);
    // A saved report knows no files: what a new layer has is the cause.
    const saved = baseline({ layers: [smallReport.layers[0]!] }, { '/opt/lib': 1_400 }, false);
    const layers = smallReport.layers.map((layer, i) => (i === 0 ? layer : { ...layer, diffId: `sha256:${hex}` as never }));
    expect(causes({ ...saved, report: { layers } })).toEqual([
      1,
      'COPY . /app',
      [
        ['/opt/lib/grown', 800],
        ['/opt/lib/new', 400],
      ],
    ]);
  });

  it('looks at the directory that grew the most', () => {
    const yaml = 'budgets: {growth: {directories: {"/*": 1MB}}}';
    expect(figures(gated(yaml, baseline({}, { '/usr': 6_500_000, '/app': 1_000_000 })))).toEqual([['fail', 4_000_000, '/app']]);
    expect(figures(gated(yaml, baseline({}, { '/usr': 6_500_000, '/app': 5_000_000 })))).toEqual([['pass', 500_000, '/usr']]);
    const added = gated('budgets: {growth: {directories: {/app: 900%}}}', baseline({}, { '/usr': 1 }));
    expect([figures(added), added.verdicts[0]?.note]).toEqual([[['fail', null, '/app']], 'the baseline does not have it']);
  });

  it('says so where the saved report is too coarse to tell', () => {
    const yaml = (limit: string): string => `budgets: {growth: {directories: {/app: ${limit}}}}`;
    const coarse = baseline({}, { '/usr': 6_500_000 }, false);
    expect(figures(gated(yaml('1MB'), coarse))).toEqual([['uncomputed', null, null]]);
    expect(figures(gated(yaml('5%'), coarse))).toEqual([['uncomputed', null, null]]);
    // It cannot have grown by more than it is.
    expect(figures(gated(yaml('5MB'), coarse)).map(([status]) => status)).toEqual(['pass']);
  });

  it('looks at the package that grew the most', () => {
    const pack = (name: string, bytes: number) => {
      const origin = { kind: 'user', guessed: true } as const;
      return { type: 'npm', name, version: '1', purl: '', bytes, layer: 1, instruction: 'COPY . /app', origin };
    };
    const now = { report: { packages: [pack('a', 50), pack('b', 30), pack('c', 7)] } };
    const then = baseline({ packages: [pack('a', 45), pack('b', 10)] });
    const result = gated("budgets: {growth: {packages: {'*': 6B}}}", { ...now, ...then });
    expect([figures(result), result.verdicts[0]?.causes.map(({ text, amount, layer }) => [text, amount, layer])]).toEqual([
      [['fail', 20, 'npm/b']],
      [
        ['npm/b', 20, 1],
        ['npm/c', 7, 1],
      ],
    ]);
    expect(figures(gated("budgets: {growth: {packages: {'*': 20%}}}", { ...now, ...then }))).toEqual([['fail', null, 'npm/c']]);
    expect(figures(gated('budgets: {growth: {packages: {a: 20%}}}', { ...now, ...then }))).toEqual([['pass', 5 / 45, 'npm/a']]);
  });
});
