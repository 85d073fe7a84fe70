import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../../src/build/trial/compare-runs.ts';
import type { TrialRun } from '../../../src/model/trial.ts';

const original: TrialRun = {
  exitCode: null,
  stdout: 'started 2026-01-01 10:15:12 as pid 17 with 3f2a9c81d0ee\n',
  stderr: 'warning: config.yml not found\n',
  ports: [80, 443],
  answers: [{ probe: 'GET /', status: 200, body: '{"at":"12:00","rows":42}' }],
};

const later: TrialRun = {
  ...original,
  stdout: 'started 2026-01-01 10:15:24 as pid 17 with 99aa11bb22cc\n',
  answers: [{ probe: 'GET /', status: 200, body: '{"at":"12:01","rows":42}' }],
};

const answer = (body: string): Partial<TrialRun> => ({ answers: [{ probe: 'GET /', status: 200, body }] });

const done = (stdout: string): TrialRun => ({ exitCode: 0, stdout, stderr: '', ports: [], answers: [] });

function differences(change: Partial<TrialRun>, again: readonly TrialRun[] = []): readonly string[] {
  return compareRuns(original, { ...original, ...change }, again).differences.map(({ gravity, summary }) => `${gravity}: ${summary}`);
}

describe('two runs', () => {
  it('are alike where nothing differs but what differs between runs of the original', () => {
    const change = { stdout: 'started 2026-01-01 10:15:18 as pid 17 with 00aa11bb22cc\n', ...answer('{"at":"12:01","rows":42}') };
    expect(differences(change)).toEqual([
      'failure: GET /: the slim one answers with another body: "01" in place of "00"',
      'warning: the slim one writes something else to its standard output: "00aa11bb22cc" in place of "3f2a9c81d0ee"',
    ]);
    expect(differences(change, [later])).toEqual([]);
  });

  it.each<[Partial<TrialRun>, readonly string[]]>([
    [{ exitCode: 127 }, ['failure: the original kept running, the slim one ended with 127']],
    [
      { ports: [80, 8080] },
      ['failure: the slim one does not listen on port 443', 'warning: the slim one listens on port 8080, the original did not'],
    ],
    [{ ports: null }, []],
    [{ answers: [{ probe: 'GET /', status: 500, body: '' }] }, ['failure: GET /: the original answers 200, the slim one 500']],
    [{ answers: [{ probe: 'GET /', status: null, body: '' }] }, ['failure: GET /: the original answers 200, the slim one nothing']],
    [
      answer('sorry'),
      ['failure: GET /: the slim one answers with another body: "sorry" in place of "{\\"at\\":\\"12:00\\",\\"rows\\":42}"'],
    ],
    [answer('{"at":"12:00","rows":0}'), ['failure: GET /: the slim one answers with another body: "0" in place of "42"']],
    [
      { stderr: 'warning: config.yml not found\nlibx.so: cannot open shared object\n' },
      [
        'failure: the slim one says "libx.so: cannot open shared object"',
        'warning: the slim one writes something else to its standard error: "libx.so: cannot open shared object" in place of nothing',
      ],
    ],
    [
      { stdout: 'hello\n' },
      [
        'warning: the slim one writes something else to its standard output: "hello" in place of "started 2026-01-01 10:#:# as pid # with 3f2a9c81d0ee"',
      ],
    ],
  ])('differ by %j, however often the original is started', (change, expected) => {
    for (const again of [[], [later], [later, later]]) expect(differences(change, again)).toEqual(expected);
  });

  it('differ in their result where both are done and write something else', () => {
    const result = compareRuns(done('3 rows loaded\n'), done('0 rows loaded\n'), [done('3 rows loaded\n')]);
    expect(result.differences).toEqual([
      { gravity: 'failure', summary: 'the slim one writes something else to its standard output: "0" in place of "3"' },
    ]);
  });

  it('are not blamed for what the original does now so, now otherwise', () => {
    const flaky: TrialRun = { ...later, exitCode: 1, ports: [80, 8_443], answers: [{ probe: 'GET /', status: 503, body: 'busy' }] };
    const result = (slim: Partial<TrialRun>) => compareRuns(original, { ...original, ...slim }, [flaky]).differences;
    expect(result({ exitCode: 1 })).toEqual([]);
    expect(result({ ports: [80, 9_443] })).toEqual([]);
    expect(result({ ports: [443] }).map(({ summary }) => summary)).toEqual(['the slim one does not listen on port 80']);
    expect(result({ answers: [{ probe: 'GET /', status: 503, body: 'busy' }] })).toEqual([]);
  });

  it('are not compared in what the original writes anew each time, and that is said', () => {
    const noise = (seed: number): string => Array.from({ length: 3_000 }, (_, at) => `${(at * seed) % 7_919}`).join(' ');
    expect(compareRuns(done(noise(31)), done(noise(53)), [done(noise(97))])).toEqual({
      differences: [],
      unchecked: ['its standard output: the original writes something else each time'],
    });
  });
});
