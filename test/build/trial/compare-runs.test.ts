import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../../src/build/trial/compare-runs.ts';
import type { TrialRun } from '../../../src/model/trial.ts';

const original: TrialRun = {
  exitCode: null,
  stdout: 'started 2026-01-01 as 17 with 3f2a9c81d0ee\n',
  stderr: 'warning: config.yml not found\n',
  ports: [80, 443],
  answers: [{ probe: 'GET /', status: 200, body: 'at 12:00' }],
};

function differences(change: Partial<TrialRun>, before: Partial<TrialRun> = {}): readonly string[] {
  return compareRuns({ ...original, ...before }, { ...original, ...change }).map(({ gravity, summary }) => `${gravity}: ${summary}`);
}

describe('two runs', () => {
  it('are alike where only times, numbers and identifiers differ', () => {
    expect(
      differences({
        stdout: 'started 2027-12-31 as 4711 with 00aa11bb22cc\n',
        answers: [{ probe: 'GET /', status: 200, body: 'at 13:59' }],
      }),
    ).toEqual([]);
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
    [{ answers: [{ probe: 'GET /', status: 200, body: 'sorry' }] }, ['failure: GET /: the slim one answers with another body']],
    [
      { stderr: 'warning: config.yml not found\nlibx.so: cannot open shared object\n' },
      ['failure: the slim one says "libx.so: cannot open shared object"'],
    ],
    [{ stdout: 'hello\n' }, ['warning: the slim one writes something else to its standard output']],
  ])('differ by %j', (change, expected) => {
    expect(differences(change)).toEqual(expected);
  });

  it('differ in their result where both are done and write something else', () => {
    expect(differences({ exitCode: 0, stdout: 'a' }, { exitCode: 0, stdout: 'b' })).toEqual([
      'failure: the slim one writes something else to its standard output',
    ]);
  });
});
