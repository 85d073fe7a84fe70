import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { displayWidth } from '../../src/report/display-width.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { installPackages } from './support/apt.ts';
import { run } from './support/run.ts';
import { openTerminal, type Terminal, type TmuxOptions } from './support/tmux.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
let scratch: string;

beforeAll(async () => {
  await installPackages(['tmux']);
  scratch = mkdtempSync(join(tmpdir(), 'flense-tui-'));
  writeFileSync(
    join(scratch, 'image.tar'),
    dockerArchive({
      layers: [
        { '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n', '/bin/tool': { content: 4_000, mode: 0o755 }, '/var/cache/old': 90_000 },
        { '/app/main.conf': 'first = 1\nsecond = 2\n', '/app/data': 7_000, '/var/.wh.cache': 0 },
      ],
      history: ['ADD rootfs.tar /', 'COPY app /app'],
      config: { Entrypoint: ['/bin/tool'] },
      names: ['sample:1'],
    }),
  );
});

afterAll(() => run('rm', ['-rf', '--one-file-system', scratch]));

async function open(options: Partial<TmuxOptions> = {}): Promise<Terminal> {
  const cwd = mkdtempSync(join(scratch, 'cwd-'));
  const terminal = await openTerminal({ columns: 120, rows: 40, cwd, ...options, env: { XDG_CACHE_HOME: cwd, ...options.env } });
  onTestFinished(() => terminal.close());
  await terminal.type(`'${process.execPath}' '${main}' ../image.tar; echo "ended with $?"`);
  await terminal.press('Enter');
  return terminal;
}

/** The shell's own screen is back, with its cursor and its modes. */
async function expectShell(terminal: Terminal): Promise<void> {
  await expect.poll(() => terminal.ask('#{alternate_on} #{cursor_flag} #{wrap_flag}'), { timeout: 30_000 }).toBe('0 1 1');
  await terminal.type('stty -a | grep -cE "(^| )(icanon|echo)\\b"; echo "modes $((6 * 7))"');
  await terminal.press('Enter');
  await terminal.waitFor('modes 42');
  expect((await terminal.screen()).match(/\n([12])\nmodes 42/)?.[1]).toMatch(/[12]/);
}

const sizes = [
  [60, 16],
  [120, 40],
  [300, 100],
] as const;

describe('the terminal UI', () => {
  it.each(sizes)('explores an image at %d×%d', async (columns, rows) => {
    const terminal = await open({ columns, rows });
    const first = await terminal.waitFor('Contents of layer 1');
    expect(Math.max(...first.split('\n').map(displayWidth))).toBeLessThanOrEqual(columns);
    await terminal.press('Up');
    await terminal.waitFor('Contents of layer 0');
    await terminal.press('Down', 'Tab');
    await terminal.waitFor('Contents of layer 1');
    await terminal.type('f');
    await terminal.type('name:*.conf');
    expect(await terminal.waitFor('main.conf')).not.toContain('tool');
    await terminal.press('Enter', 'Down', 'Enter');
    await terminal.waitFor('second = 2');
    await terminal.press('Escape');
    await terminal.waitFor('Contents of layer 1');
    await terminal.type('2');
    await terminal.waitFor('/var/cache');
    await terminal.press('Enter');
    await terminal.waitFor('Contents of layer 1');
    await terminal.type('q');
    await terminal.waitFor('ended with 0');
    await expectShell(terminal);
  });

  it.each(sizes)('writes the Dockerfile of the plan at %d×%d', async (columns, rows) => {
    const terminal = await open({ columns, rows });
    await terminal.waitFor('Contents of layer 1');
    await terminal.type('5');
    await terminal.waitFor('[kept]');
    await terminal.type('p');
    await terminal.waitFor('FROM ');
    await terminal.type('w');
    await terminal.waitFor('Dockerfile: written');
    await terminal.type('w');
    await terminal.waitFor('Dockerfile: has it already');
    await terminal.press('C-c');
    await terminal.waitFor('ended with 0');
    await terminal.type('clear; cat Dockerfile | grep -c FROM; echo "read $((6 * 7))"');
    await terminal.press('Enter');
    expect(await terminal.waitFor('read 42')).toMatch(/\n?[1-9]\d*\nread 42/);
  });

  it('writes beside a Dockerfile that is there, and says why of what is dropped', async () => {
    const cwd = mkdtempSync(join(scratch, 'beside-'));
    writeFileSync(join(cwd, 'Dockerfile'), 'FROM mine\n');
    const terminal = await open({ cwd });
    await terminal.waitFor('Contents of layer 1');
    await terminal.type('5');
    await terminal.waitFor('before');
    await terminal.press('Tab');
    await terminal.waitFor('[dropped]');
    await terminal.press('G');
    expect(await terminal.waitFor('why  ')).not.toContain('asking');
    await terminal.type('p');
    await terminal.waitFor('FROM ');
    await terminal.type('?');
    await terminal.waitFor('In the preview');
    await terminal.type('?');
    await terminal.type('w');
    await terminal.waitFor('Dockerfile.slim: written, as there is another Dockerfile');
    await terminal.type('q');
    await terminal.press('C-c');
    await terminal.waitFor('ended with 0');
    expect(readFileSync(join(cwd, 'Dockerfile'), 'utf8')).toBe('FROM mine\n');
    expect(readFileSync(join(cwd, 'Dockerfile.slim'), 'utf8')).toContain('FROM ');
  });

  it('extracts a file to the current directory', async () => {
    const cwd = mkdtempSync(join(scratch, 'extract-'));
    const terminal = await open({ cwd });
    await terminal.waitFor('Contents of layer 1');
    await terminal.type('/');
    await terminal.type('mainconf');
    await terminal.waitFor('/app/main.conf');
    await terminal.press('Enter');
    await terminal.type('x');
    await terminal.waitFor('1 file written');
    await terminal.type('q');
    expect(readFileSync(join(cwd, 'app/main.conf'), 'utf8')).toBe('first = 1\nsecond = 2\n');
  });

  it('gives the terminal back when it is killed', async () => {
    const terminal = await open();
    await terminal.waitFor('Contents of layer 1');
    const shell = await terminal.ask('#{pane_pid}');
    const child = (await run('pgrep', ['-P', shell, 'node'])).toString('utf8').trim();
    process.kill(Number(child), 'SIGTERM');
    await terminal.waitFor('ended with 130');
    await expectShell(terminal);
  });

  it('gives the terminal back when it crashes, and tells of the bug', async () => {
    const bug = "process.on('SIGUSR2', () => { throw new Error('a bug that nobody expected'); })";
    const terminal = await open({ env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(bug)}` } });
    await terminal.waitFor('Contents of layer 1');
    const shell = await terminal.ask('#{pane_pid}');
    const child = (await run('pgrep', ['-P', shell, 'node'])).toString('utf8').trim();
    process.kill(Number(child), 'SIGUSR2');
    // Once the first screen is back, the line that was typed is seen before what comes after it.
    await terminal.waitFor('a bug that nobody expected');
    const screen = await terminal.waitFor('ended with 1');
    expect(screen).toContain('a bug that nobody expected');
    await expectShell(terminal);
  });

  it('saves what is kept by hand to the configuration', async () => {
    const cwd = mkdtempSync(join(scratch, 'save-'));
    const terminal = await open({ cwd });
    await terminal.waitFor('Contents of layer 1');
    await terminal.type('5');
    await terminal.waitFor('before');
    await terminal.press('Tab');
    await terminal.waitFor('[dropped]');
    await terminal.type('+');
    await terminal.type('S');
    await terminal.waitFor('.flense.yml: saved 1 to keep, 0 to drop');
    await terminal.type('q');
    await terminal.waitFor('ended with 0');
    expect(readFileSync(join(cwd, '.flense.yml'), 'utf8')).toMatch(/^plan:\n {2}keep:\n {4}- \/\w+\n/);
  });

  it('gives it back for as long as it is suspended', async () => {
    const terminal = await open();
    await terminal.waitFor('Contents of layer 1');
    await terminal.press('C-z');
    await terminal.waitFor('Stopped');
    expect(await terminal.ask('#{alternate_on} #{cursor_flag}')).toBe('0 1');
    await terminal.type('fg');
    await terminal.press('Enter');
    await terminal.waitFor('Contents of layer 1');
    await terminal.press('Up');
    await terminal.waitFor('Contents of layer 0');
    await terminal.type('q');
    await terminal.waitFor('ended with');
    await expectShell(terminal);
  });

  it('follows the size of the terminal', async () => {
    const terminal = await open();
    await terminal.waitFor('Contents of layer 1');
    await terminal.resize(60, 16);
    const small = await terminal.waitFor('╰──────────────────────────────────────────────────────────╯');
    expect(small.split('\n')[0]).toContain('flense');
    await terminal.resize(200, 50);
    await terminal.waitFor(`╰${'─'.repeat(122)}╯`);
  });

  it.each([
    ['a dumb terminal', { TERM: 'dumb' }],
    ['CI', { CI: 'true', TERM: 'tmux-256color' }],
  ])('is the report with %s', async (_, env) => {
    const cwd = mkdtempSync(join(scratch, 'cwd-'));
    const terminal = await openTerminal({ columns: 120, rows: 40, cwd });
    onTestFinished(() => terminal.close());
    const assignments = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    await terminal.type(`XDG_CACHE_HOME=. ${assignments.join(' ')} '${process.execPath}' '${main}' ../image.tar; echo "ended with $?"`);
    await terminal.press('Enter');
    expect(await terminal.waitFor('ended with 0')).toContain('Reclaimable');
    expect(await terminal.ask('#{alternate_on}')).toBe('0');
  });
});
