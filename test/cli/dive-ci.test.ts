import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerArchive } from '../support/docker-archive.ts';
import type { LayerInput } from '../support/layers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';

type Found = readonly [figure: number | null, status: string, hasNote: boolean];

/** What `flense ci` makes of layers under a `.dive-ci`: efficiency, wasted bytes, wasted share of user bytes. */
async function judge(layers: readonly LayerInput[], rules: string): Promise<{ readonly status: number; readonly found: readonly Found[] }> {
  const directory = temporaryDirectory();
  const [image, config] = [join(directory, 'image.tar'), join(directory, '.dive-ci')];
  writeFileSync(image, dockerArchive({ layers }));
  writeFileSync(config, rules);
  const { status, stdout } = await runFlense(['ci', image, '--ci-config', config, '-f', 'json', '--no-cache']);
  const { verdicts } = JSON.parse(stdout) as { verdicts: { figure: number | null; status: string; note: string | null }[] };
  return { status, found: verdicts.map(({ figure, status, note }) => [figure, status, note !== null]) };
}

const all = 'rules:\n  lowestEfficiency: 0.95\n  highestWastedBytes: 99B\n  highestUserWastedPercent: 0.5\n';

// The last column is whether dive itself misjudges: see the figures that it comes to, and what is shipped and seen by nobody.
const cases: readonly (readonly [string, readonly LayerInput[], number, readonly Found[]])[] = [
  [
    'a file is removed: the base weighs against the user',
    [{ '/a': 100, '/keep': 10 }, { '/.wh.a': 0 }],
    1,
    [
      [10 / 110, 'fail', false],
      [100, 'fail', false],
      [null, 'pass', true],
    ],
  ],
  [
    'a file is written again: the copy that stays is counted, too',
    [{ '/a': 100 }, { '/a': 100 }],
    1,
    [
      [0.5, 'fail', false],
      [200, 'fail', false],
      [2, 'fail', true],
    ],
  ],
  [
    'a small file is written again: dive counts twice what is wasted once',
    [{ '/a': 60, '/b': 10_000 }, { '/a': 60 }],
    1,
    [
      [10_060 / 10_120, 'pass', false],
      [120, 'fail', true],
      [2, 'fail', true],
    ],
  ],
  [
    'a directory is removed: dive sees nothing',
    [
      { '/big/': 0, '/big/a': 100, '/keep': 10 },
      { '/.wh.big': 0, '/c': 1 },
    ],
    0,
    [
      [1, 'pass', true],
      [0, 'pass', true],
      [0, 'pass', false],
    ],
  ],
  [
    'a directory is made anew: dive sees nothing',
    [
      { '/d/': 0, '/d/a': 100 },
      { '/d/': 0, '/d/.wh..wh..opq': 0, '/c': 1 },
    ],
    0,
    [
      [1, 'pass', true],
      [0, 'pass', true],
      [0, 'pass', false],
    ],
  ],
  [
    'one layer: dive divides by nothing',
    [{ '/a': 100 }],
    0,
    [
      [1, 'pass', false],
      [0, 'pass', false],
      [null, 'pass', true],
    ],
  ],
];

describe('an existing .dive-ci', () => {
  it.each(cases)('judges as dive does where %s', async (_, layers, status, expected) => {
    const judged = await judge(layers, all);
    expect(judged.status).toBe(status);
    for (const [i, [figure, verdict, hasNote]] of expected.entries()) {
      const [found, ...rest] = judged.found[i]!;
      if (figure === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(figure, 12);
      expect(rest).toEqual([verdict, hasNote]);
    }
  });

  it('with defaults fails what is wasted, and passes what is not', async () => {
    const base = { '/a': 100, '/keep': 10_000 };
    expect((await judge([base, { '/b': 100 }], '')).status).toBe(0);
    expect((await judge([base, { '/b': 100, '/a': 60 }], '')).status).toBe(1);
    expect((await judge([base, { '/b': 100, '/a': 60 }], 'rules:\n  highestUserWastedPercent: disabled\n')).status).toBe(0);
  });
});
