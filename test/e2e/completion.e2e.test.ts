import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { installPackages } from './support/apt.ts';
import { flense } from './support/flense.ts';
import { run, tryRun } from './support/run.ts';
import { openTerminal } from './support/tmux.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

let scratch: string;

beforeAll(async () => {
  await installPackages(['fish', 'tmux', 'zsh']);
  scratch = mkdtempSync(join(tmpdir(), 'flense-completion-'));
  writeFileSync(join(scratch, 'flense'), `#!/bin/sh\nexec ${process.execPath} ${main} "$@"\n`);
  chmodSync(join(scratch, 'flense'), 0o755);
  for (const [shell, name] of [
    ['zsh', '_flense'],
    ['fish', 'flense.fish'],
  ] as const) {
    const { status, stdout } = await flense(['completion', shell]);
    expect(status).toBe(0);
    writeFileSync(join(scratch, name), stdout);
  }
});

afterAll(() => run('rm', ['-rf', '--one-file-system', scratch]));

describe('fish', () => {
  /** What fish offers for a line, without the descriptions. */
  async function offered(line: string): Promise<readonly string[]> {
    const code = `source ${join(scratch, 'flense.fish')}; complete --do-complete '${line}'`;
    const { status, stdout, stderr } = await tryRun('fish', ['--no-config', '--command', code], {
      cwd: scratch,
      env: { PATH: `${scratch}:${process.env['PATH']}`, HOME: scratch, LANG: 'C.UTF-8' },
    });
    expect([status, stderr]).toEqual([0, '']);
    const lines = stdout.toString('utf8').split('\n');
    return lines.filter((text) => text !== '').map((text) => text.split('\t')[0]!);
  }

  it('can read the script', async () => {
    const { status, stderr } = await tryRun('fish', ['--no-execute', join(scratch, 'flense.fish')]);
    expect([status, stderr]).toEqual([0, '']);
  });

  it('completes commands, those below them, options and their values', async () => {
    expect(await offered('flense inspec')).toEqual(['inspect']);
    expect(await offered('flense cache pr')).toEqual(['prune']);
    expect(await offered('flense ls --min-')).toEqual(['--min-size']);
    expect(await offered('flense inspect --format dive-')).toEqual(['dive-json']);
    expect(await offered('flense ls inspec')).toEqual([]);
  });
});

describe('zsh', () => {
  it('can read the script', async () => {
    const { status, stderr } = await tryRun('zsh', ['-n', join(scratch, '_flense')]);
    expect([status, stderr]).toEqual([0, '']);
  });

  it.each([
    ['flense inspec', 'flense inspect'],
    ['flense cache pr', 'flense cache prune'],
    ['flense ls --min-', 'flense ls --min-size'],
    ['flense inspect --format dive-', 'flense inspect --format dive-json'],
  ])('completes %s', async (typed, completed) => {
    const terminal = await openTerminal({ columns: 100, rows: 20, cwd: scratch });
    onTestFinished(terminal.close);
    await terminal.type(`PATH=${scratch}:$PATH zsh -f`);
    await terminal.press('Enter');
    await terminal.type(`PS1='> '; fpath=(${scratch} $fpath); autoload -Uz compinit; compinit -u -D; echo re''ady`);
    await terminal.press('Enter');
    await terminal.waitFor('ready');
    await terminal.type(typed);
    await terminal.press('Tab');
    await terminal.type('|');
    const screen = await terminal.waitFor('|');
    expect(screen).toContain(`> ${completed}|`);
  });
});
