import { describe, expect, it } from 'vitest';
import { smallReport } from '../report/small-report.ts';
import { figures, gated } from './gating.ts';

const origin = { kind: 'user', guessed: true } as const;
const pack = (type: string, name: string, bytes: number, layer = 1) => {
  return { type, name, version: '1', purl: `pkg:${type}/${name}@1`, bytes, layer, instruction: 'COPY . /app', origin };
};

describe('the budgets of size', () => {
  it('pass at the limit, and fail above it', () => {
    expect(figures(gated('budgets: {size: {image: 15MB}}'))).toEqual([['pass', 15_000_000, null]]);
    expect(figures(gated('budgets: {size: {image: 14999999}}'))).toEqual([['fail', 15_000_000, null]]);
    expect(figures(gated('budgets: {size: {compressed: 6MB, layers: 3, files: 1234}}')).map(([status]) => status)).toEqual([
      'pass',
      'pass',
      'pass',
    ]);
    expect(figures(gated('budgets: {size: {compressed: 5MB, layers: 2, files: 1233}}')).map(([status]) => status)).toEqual([
      'fail',
      'fail',
      'fail',
    ]);
  });

  it('say what to do, where, and what weighs the most', () => {
    const [verdict] = gated('budgets: {size: {image: 1MB}}').verdicts;
    expect(verdict).toEqual({
      budget: 'size.image',
      title: 'image size',
      subject: null,
      unit: 'bytes',
      limit: 1_000_000,
      status: 'fail',
      figure: 15_000_000,
      of: null,
      note: null,
      remedy: 'see what flense advise proposes, and what the largest layers hold',
      layer: 0,
      instruction: 'ADD file:1 in /',
      causes: [
        { text: 'layer 0', amount: 10_000_000, unit: 'bytes', layer: 0, instruction: 'ADD file:1 in /' },
        { text: 'layer 1', amount: 5_000_000, unit: 'bytes', layer: 1, instruction: 'COPY . /app' },
      ],
    });
  });

  it('name no cause where they passed', () => {
    const [verdict] = gated('budgets: {size: {image: 1GB}}').verdicts;
    expect([verdict?.causes, verdict?.remedy, verdict?.layer]).toEqual([[], null, null]);
  });

  it('cannot tell the compressed size of what is stored uncompressed, and fail', () => {
    const result = gated('budgets: {size: {compressed: 1GB}}', { report: { image: { ...smallReport.image, compressedBytes: null } } });
    expect([result.status, figures(result), result.verdicts[0]?.note]).toEqual([
      'fail',
      [['uncomputed', null, null]],
      'its layers are stored uncompressed, or not all sizes are known',
    ]);
  });

  it('say which layers put the most files where', () => {
    const entryGroups = () => [
      { layer: 1, path: '/app/node_modules', count: 800 },
      { layer: 0, path: '/', count: 400 },
    ];
    const [verdict] = gated('budgets: {size: {files: 1000}}', { entryGroups }).verdicts;
    expect([verdict?.layer, verdict?.instruction, verdict?.causes]).toEqual([
      1,
      'COPY . /app',
      [
        { text: '/app/node_modules', amount: 800, unit: 'count', layer: 1, instruction: 'COPY . /app' },
        { text: 'layer 0', amount: 400, unit: 'count', layer: 0, instruction: 'ADD file:1 in /' },
      ],
    ]);
  });

  it('look at the largest layer', () => {
    expect(figures(gated('budgets: {size: {layer: 6MB}}'))).toEqual([['fail', 10_000_000, 'layer 0']]);
    expect(gated('budgets: {size: {layer: 6MB}}').verdicts[0]?.causes).toHaveLength(1);
    expect(figures(gated('budgets: {size: {layer: 10MB}}'))).toEqual([['pass', 10_000_000, 'layer 0']]);
  });

  it('look at the largest directory that a glob matches', () => {
    const yaml = 'budgets: {size: {directories: {/usr: 7MB, /*: 5MB, /usr/*: 1MB, /opt/**: 1kB}}}';
    expect(figures(gated(yaml))).toEqual([
      ['pass', 7_000_000, '/usr'],
      ['fail', 7_000_000, '/usr'],
      ['fail', 6_900_000, '/usr/lib'],
      ['pass', 0, null],
    ]);
  });

  it('look at packages by name, or by type and name', () => {
    const packages = [
      pack('deb', 'libicu72', 40),
      pack('npm', 'libicu', 9),
      pack('npm', '@babel/core', 30),
      pack('npm', '@babel/core', 12),
    ];
    const yaml = (glob: string): string => `budgets: {size: {packages: {'${glob}': 35B}}}`;
    expect(figures(gated(yaml('libicu*'), { report: { packages } }))).toEqual([['fail', 40, 'deb/libicu72']]);
    expect(figures(gated(yaml('npm/*'), { report: { packages } }))).toEqual([['pass', 9, 'npm/libicu']]);
    expect(figures(gated(yaml('@babel*'), { report: { packages } }))).toEqual([['fail', 42, 'npm/@babel/core']]);
    expect(figures(gated(yaml('core'), { report: { packages } }))).toEqual([['pass', 0, null]]);
  });

  it('know nothing of packages that could not be read', () => {
    const outcomes = [{ analyzer: 'packages', status: 'failed', unreadable: [], error: 'deb: broken' }] as const;
    const result = gated("budgets: {size: {packages: {'*': 1GB}}}", { report: { outcomes } });
    expect([figures(result), result.verdicts[0]?.note]).toEqual([
      [['uncomputed', null, null]],
      'the packages could not be read: deb: broken',
    ]);
  });
});

describe('packages of which some could not be read', () => {
  const partial = {
    analyzer: 'packages',
    status: 'partial',
    unreadable: ['/a', '/b'].map((path) => ({ path, reason: 'broken' })),
  } as const;
  const packages = [pack('deb', 'libicu72', 40)];
  const judged = (yaml: string) => gated(yaml, { report: { outcomes: [partial], packages } });

  it('pass no budget', () => {
    for (const glob of ['rpm/*', 'libicu*']) {
      const result = judged(`budgets: {size: {packages: {'${glob}': 41B}}}`);
      expect([figures(result), result.verdicts[0]?.note]).toEqual([
        [['uncomputed', null, null]],
        'some packages are missing: /a: broken; /b: broken',
      ]);
    }
  });

  it('are over it where what was read is', () => {
    const result = judged("budgets: {size: {packages: {'*': 39B}}}");
    expect([figures(result), result.verdicts[0]?.note]).toEqual([
      [['fail', 40, 'deb/libicu72']],
      'some packages are missing: /a: broken; /b: broken',
    ]);
  });

  it('pass where an exception allows them not to be read', () => {
    const rest = 'exceptions: [{path: "/[ab]", code: packages, reason: known, expires: 2026-12-31}]';
    expect(judged(`budgets: {size: {packages: {'*': 41B}}}\n${rest}`).status).toBe('pass');
  });
});

describe('the budgets of waste', () => {
  it('hold the bytes that no container sees', () => {
    expect(figures(gated('budgets: {waste: {bytes: 3MB}}'))).toEqual([['pass', 3_000_000, null]]);
    const [verdict] = gated('budgets: {waste: {bytes: 2MB}}').verdicts;
    expect([verdict?.status, verdict?.remedy, verdict?.layer, verdict?.instruction, verdict?.causes.map(({ text }) => text)]).toEqual([
      'fail',
      'delete it in the RUN instruction that creates it',
      2,
      'RUN rm -rf /var/cache',
      ['/var/cache', '/etc/a', '/etc/b'],
    ]);
  });

  it('hold their share, but not of what is too little to matter', () => {
    expect(figures(gated('budgets: {waste: {ratio: 20%}}'))).toEqual([['pass', 0.2, null]]);
    expect(figures(gated('budgets: {waste: {ratio: 19%}}'))).toEqual([['fail', 0.2, null]]);
    const floored = gated('budgets: {waste: {ratio: 19%, floor: 3MB}}');
    expect([figures(floored), floored.verdicts[0]?.note]).toEqual([
      [['pass', 0.2, null]],
      'above the limit, and too little to matter: not more than waste.floor',
    ]);
    const small = { image: { ...smallReport.image, sizeBytes: 2_000_000 }, waste: { ...smallReport.waste, reclaimableBytes: 1_000_000 } };
    expect(figures(gated('budgets: {waste: {ratio: 1%}}', { report: small }))).toEqual([['pass', 0.5, null]]);
    expect(figures(gated('budgets: {waste: {ratio: 1%, floor: 0}}', { report: small }))).toEqual([['fail', 0.5, null]]);
  });
});

describe('the budget of slimness', () => {
  it('holds what the plan does without', () => {
    const droppable = { kind: 'known', bytes: 7_500_000, layerBytes: [3_000_000, 4_500_000, 0], note: null } as const;
    expect(figures(gated('budgets: {slimness: {droppable: 50%}}', { droppable }))).toEqual([['pass', 0.5, null]]);
    const over = gated('budgets: {slimness: {droppable: 49%}}', { droppable });
    expect([figures(over), over.verdicts[0]?.causes]).toEqual([
      [['fail', 0.5, null]],
      [
        { text: 'layer 1', amount: 4_500_000, unit: 'bytes', layer: 1, instruction: 'COPY . /app' },
        { text: 'layer 0', amount: 3_000_000, unit: 'bytes', layer: 0, instruction: 'ADD file:1 in /' },
      ],
    ]);
  });

  it('cannot be computed without a plan', () => {
    const result = gated('budgets: {slimness: {droppable: 100%}}', { droppable: { kind: 'unknown', why: 'it starts nothing' } });
    expect([figures(result), result.status, result.verdicts[0]?.note]).toEqual([[['uncomputed', null, null]], 'fail', 'it starts nothing']);
  });
});

describe('a budget that is not named', () => {
  it('does not run', () => {
    expect(gated('').verdicts).toEqual([]);
    expect(gated('budgets: {size: {image: off}}').verdicts).toEqual([]);
  });
});
