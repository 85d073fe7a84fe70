import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dockerArchive } from '../support/docker-archive.ts';
import { temporaryDirectory, temporaryFile } from '../support/temporary-directory.ts';
import { sample } from './sample.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
  readonly exports: { readonly '.': { readonly types: string; readonly default: string } };
};

/** So many files that listing or extracting them takes a while. */
const manyFiles = dockerArchive({
  layers: [Object.fromEntries(Array.from({ length: 6_000 }, (_, i) => [`/some/directory/of/many/files/${i}`, 'x']))],
});
/** Processes start slowly where many tests run at once. */
const patience = { timeout: 30_000 };

function environment(directory: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], XDG_CACHE_HOME: join(directory, 'cache'), TMPDIR: directory, LANG: 'C.UTF-8' };
}

/** The command as it ships, in a process of its own. */
function start(args: readonly string[], directory = temporaryDirectory()): ChildProcess {
  return spawn(process.execPath, [main, ...args], { env: environment(directory), stdio: ['ignore', 'pipe', 'pipe'] });
}

function finish(
  args: readonly string[],
  directory = temporaryDirectory(),
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    env: environment(directory),
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  return { status, stdout, stderr };
}

describe('the command as it ships', patience, () => {
  it('prints its version', () => {
    const expected = { status: 0, stdout: `${manifest.version}\n`, stderr: '' };
    expect([finish(['--version']), finish(['-V'])]).toEqual([expected, expected]);
  });

  it('reports, writes files and lists', () => {
    const directory = temporaryDirectory();
    const output = join(directory, 'report.json');
    expect(finish(['inspect', sample('wasteful-app.tar'), '-f', 'json', '-o', output], directory)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(JSON.parse(readFileSync(output, 'utf8'))).toMatchObject({ tool: { version: manifest.version }, layers: { length: 12 } });
    expect(readdirSync(directory).sort()).toEqual(['cache', 'report.json']);
  });

  it('ends with 2 and one line where it fails as expected', () => {
    const { status, stdout, stderr } = finish(['nothing.tar']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^flense: nothing\.tar: [^\n]+\n$/);
  });

  it('ends quietly when its reader has gone', async () => {
    const child = start(['ls', temporaryFile('image.tar', manyFiles)]);
    const closed = once(child, 'close') as Promise<[number | null, string | null]>;
    let stderr = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.stdout!.once('data', () => child.stdout!.destroy());
    expect([...(await closed), stderr]).toEqual([0, null, '']);
  });

  it('says that standard output cannot be written', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [main, 'ls', sample('wasteful-app.tar')], {
      env: environment(temporaryDirectory()),
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([2, 'flense: standard output: expected to write there, got no space left on device\n']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 130 on %s, and leaves nothing behind', async (signal) => {
    const directory = temporaryDirectory();
    const image = temporaryFile('image.tar', manyFiles);
    const child = start(['extract', image, '/', '-o', join(directory, 'out'), '--no-cache'], directory);
    const closed = once(child, 'close') as Promise<[number | null, string | null]>;
    let stderr = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    await until(() => readdirSync(directory).includes('out'));
    child.kill(signal);
    expect([...(await closed), stderr]).toEqual([130, null, 'flense: interrupted\n']);
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('the library as it ships', patience, () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));

  /** Runs a module that imports `flense` as another package would. */
  function runModule(code: string): unknown {
    const directory = temporaryDirectory();
    const args = ['--input-type=module', '--eval', code];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, env: environment(directory), encoding: 'utf8' });
    return { status, stderr, printed: status === 0 ? JSON.parse(stdout) : stdout };
  }

  it('reports with the analyzers that one wants, and finds its threads', () => {
    const image = sample('wasteful-app.tar');
    const code = `
      import { analyzers, inspect, shell, version } from 'flense';
      const found = async (options) => {
        const { report, close } = await inspect(${JSON.stringify(image)}, { threads: 2, ...options });
        close();
        return [...new Set(report.findings.map(({ code }) => code.split('/')[0]))];
      };
      const all = await found({});
      const one = await found({ analyzers: [shell] });
      const none = await found({ analyzers: [] });
      console.log(JSON.stringify([version, one, none, one.every((id) => all.includes(id)), all.length > 10, analyzers.includes(shell)]));
    `;
    expect(runModule(code)).toEqual({ status: 0, stderr: '', printed: [manifest.version, ['shell'], [], true, true, true] });
  });

  it('fails with a code', () => {
    const code = `
      import { InspectError, inspect } from 'flense';
      const error = await inspect('nothing.tar').catch((error) => error);
      console.log(JSON.stringify([error instanceof InspectError, error.code]));
    `;
    expect(runModule(code)).toEqual({ status: 0, stderr: '', printed: [true, 'not-found'] });
  });

  it('has the types where its manifest says', () => {
    const exported = manifest.exports['.'];
    expect(readFileSync(join(root, exported.types), 'utf8')).toContain('export declare function inspect(');
    expect(readFileSync(join(root, exported.default), 'utf8')).toMatch(/\binspect\b/);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
