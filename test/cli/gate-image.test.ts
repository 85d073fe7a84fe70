import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzers } from '../../analyzers/index.ts';
import { loadGateConfig } from '../../src/cli/gate-config.ts';
import { findUpwards, loadProjectConfig } from '../../src/cli/project-config.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { elf } from '../support/elf.ts';
import { temporaryDirectory, temporaryFile } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';
import { sample } from './sample.ts';

const app = sample('wasteful-app.tar');
const links = sample('links-and-whiteouts.tar');

const config = (text: string): string => temporaryFile('flense.yml', text);

describe('flense ci', () => {
  it('ends with 0 where all budgets are held, and with 1 where one is not', async () => {
    const held = await runFlense(['ci', app, '--max-size', '21MB', '--max-layers', '12']);
    expect([held.status, held.stderr, held.stdout.split('\n').slice(1)]).toEqual([
      0,
      '',
      ['     pass  image size: 20.6 MB, at most 21.0 MB', '     pass  layers: 12, at most 12', 'passed: 2 budgets', ''],
    ]);
    const failed = await runFlense(['ci', app, '--max-size', '20MB', '--max-layers', '12']);
    expect([failed.status, failed.stderr]).toEqual([1, '']);
    expect(failed.stdout).toContain('failed: 1 of 2 budgets');
    expect(failed.stdout).toContain('layer 4: RUN apt-get update');
  });

  it('takes budgets from a file, and flags over it', async () => {
    const path = config('budgets:\n  size: {image: 1MB, directories: {/usr: 1MB, /app: 1MB}}\n');
    const verdicts = async (...args: readonly string[]): Promise<unknown> => {
      const { stdout } = await runFlense(['ci', app, '--config', path, '-f', 'json', ...args]);
      return (JSON.parse(stdout) as { verdicts: { budget: string; subject: string; limit: number }[] }).verdicts.map(
        ({ budget, subject, limit }) => [budget, subject, limit],
      );
    };
    expect(await verdicts('--max-size', '2MB', '--max-directory', '/app=3MB')).toEqual([
      ['size.image', null, 2e6],
      ['size.directories', '/usr', 1e6],
      ['size.directories', '/app', 3e6],
    ]);
    expect(await verdicts('--max-size', 'off', '--max-directory', '/usr=off')).toEqual([['size.directories', '/app', 1e6]]);
  });

  it('writes every format, also when the gate fails', async () => {
    const directory = temporaryDirectory();
    const formats = ['text', 'json', 'markdown', 'github', 'sarif', 'junit', 'gitlab'];
    const outputs = formats.flatMap((format) => ['--output', `${format}=${join(directory, format)}`]);
    const { status, stdout, stderr } = await runFlense(['ci', app, '--max-size', '1MB', ...outputs]);
    expect([status, stderr]).toEqual([1, '']);
    const files = formats.map((format) => readFileSync(join(directory, format), 'utf8'));
    expect(files.map((text) => text.split('\n', 1)[0])).toEqual([
      app,
      '{',
      '<!-- flense: gate -->',
      expect.stringMatching(/^::error title=flense%3A image size::image size: 20\.6 MB/),
      '{',
      '<?xml version="1.0" encoding="UTF-8"?>',
      '[',
    ]);
    expect(files[0]).toBe(stdout);
    for (const format of formats)
      expect((await runFlense(['ci', app, '--max-size', '1MB', '-f', format])).stdout).toBe(files[formats.indexOf(format)]);
  });

  it('names the Markdown of one image of several', async () => {
    const args = ['ci', app, '--max-size', '1GB', '-f', 'markdown', '--marker'];
    expect((await runFlense([...args, 'team/web:linux-arm64'])).stdout.split('\n', 1)).toEqual([
      '<!-- flense: gate team/web:linux-arm64 -->',
    ]);
    for (const text of ['a -->', 'a--b', '', '-', 'a>', 'a\nb', 'a'.repeat(101)])
      expect((await runFlense([...args, text])).status, text).toBe(2);
  });

  it('writes the others where one cannot be written, and ends with 2', async () => {
    const path = join(temporaryDirectory(), 'out.json');
    const { status, stdout, stderr } = await runFlense(['ci', app, '--max-size', '1MB', '-o', 'junit=/dev/null/x', '-o', `json=${path}`]);
    expect([status, stderr, existsSync(path), stdout.includes('failed: 1 of 1 budget')]).toEqual([
      2,
      'flense: /dev/null/x: expected to write there, got not a directory\n',
      true,
      true,
    ]);
  });

  it('measures growth from an image or from a saved report', async () => {
    const report = join(temporaryDirectory(), 'report.json');
    await runFlense(['inspect', links, '-f', 'json', '-o', report]);
    const figures = async (baseline: string): Promise<unknown> => {
      const { stdout } = await runFlense([
        'ci',
        app,
        '--baseline',
        baseline,
        '--max-growth',
        '1MB',
        '--max-growth-directory',
        '/=1MB',
        '-f',
        'json',
      ]);
      return (JSON.parse(stdout) as { verdicts: { figure: number }[] }).verdicts.map(({ figure }) => figure);
    };
    const grown = await figures(links);
    expect(grown).toEqual([20_579_047 - 511, expect.any(Number)]);
    expect(await figures(report)).toEqual(grown);
    expect((await runFlense(['ci', app, '--baseline', app, '--max-growth', '0%'])).status).toBe(0);
    const broken = temporaryFile('x.json', '{"schemaVersion": 1}');
    expect((await runFlense(['ci', app, '--baseline', broken, '--max-growth', '0%'])).stderr).toBe(
      `flense: ${broken}: expected a value as image, got nothing\n`,
    );
  });

  it('judges findings, and lets a known one pass', async () => {
    const image = temporaryFile(
      'i.tar',
      dockerArchive({ layers: [{ '/bin/su': { mode: 0o4755, content: 'x' } }], config: { User: '1:1' } }),
    );
    const forbid = 'budgets: {findings: {forbid: [setuid-file]}}\n';
    expect((await runFlense(['ci', image, '--config', config(forbid)], { analyzers })).status).toBe(1);
    const allowed = `${forbid}exceptions: [{path: /bin/su, code: setuid-file, reason: known, expires: 2999-01-01}]\n`;
    const passed = await runFlense(['ci', image, '--config', config(allowed)], { analyzers });
    expect([passed.status, passed.stdout.includes('allowed  1 finding by path /bin/su until 2999-01-01: known')]).toEqual([0, true]);
    const expired = await runFlense(['ci', image, '--config', config(allowed.replace('2999', '1999'))], { analyzers });
    expect([expired.status, expired.stdout.includes('expired exception path /bin/su')]).toEqual([1, true]);
  });

  it('makes a plan for the droppable share', async () => {
    const { status, stdout } = await runFlense(['ci', app, '--max-droppable', '1%', '-f', 'json', '--no-cache'], {
      temporaryDirectory: temporaryDirectory(),
    });
    const [verdict] = (JSON.parse(stdout) as { verdicts: { status: string; figure: number }[] }).verdicts;
    expect([status, verdict?.status, verdict!.figure > 0.01 && verdict!.figure <= 1]).toEqual([1, 'fail', true]);
  });

  it.each([
    [{}, 'the image starts nothing: it has neither ENTRYPOINT nor CMD'],
    [{ Cmd: ['/gone', 'x'] }, 'the program "/gone" is not in the image: what it needs is not known'],
    [{ Entrypoint: ['gone'] }, 'the program "gone" is not in the image: what it needs is not known'],
  ])('computes no droppable share of %j, judges the rest, and writes all', async (Config, why) => {
    const image = temporaryFile('i.tar', dockerArchive({ layers: [{ '/srv/data': 9_000 }], config: Config }));
    const path = join(temporaryDirectory(), 'out.xml');
    const args = ['ci', image, '--max-droppable', '100%', '--max-size', '1MB', '-o', `junit=${path}`, '-f', 'json', '--no-cache'];
    const { status, stdout, stderr } = await runFlense(args, { temporaryDirectory: temporaryDirectory() });
    const { verdicts } = JSON.parse(stdout) as { verdicts: { status: string; note: string | null }[] };
    expect([status, stderr, existsSync(path), verdicts.map((verdict) => [verdict.status, verdict.note])]).toEqual([
      1,
      '',
      true,
      [
        ['pass', null],
        ['uncomputed', why],
      ],
    ]);
  });

  it('computes it where the project says what is started', async () => {
    const image = temporaryFile('i.tar', dockerArchive({ layers: [{ '/srv/data': 9_000 }] }));
    const text = 'budgets: {slimness: {droppable: 100%}}\nplan: {exec: [/bin/true]}\n';
    const run = await runFlense(['ci', image, '--config', config(text), '--no-cache'], { temporaryDirectory: temporaryDirectory() });
    expect([run.status, run.stderr]).toEqual([0, '']);
  });

  it('fails where no plan can be made, judges the rest, and writes all', async () => {
    const layers = [
      { '/bin/app': { mode: 0o755, content: elf({ interpreter: '/lib64/ld-linux-x86-64.so.2', needed: ['libgone.so.1'] }) } },
    ];
    const image = temporaryFile('i.tar', dockerArchive({ layers, config: { Cmd: ['/bin/app'] } }));
    const text = 'budgets: {size: {layers: 20}, slimness: {droppable: 100%}}\nplan: {base: distroless}\n';
    const path = join(temporaryDirectory(), 'out.json');
    const args = ['ci', image, '--config', config(text), '-o', `json=${path}`, '--no-cache'];
    const run = await runFlense(args, { temporaryDirectory: temporaryDirectory() });
    const { verdicts } = JSON.parse(readFileSync(path, 'utf8')) as { verdicts: { status: string; note: string | null }[] };
    expect([run.status, run.stderr, verdicts.map((verdict) => [verdict.status, verdict.note])]).toEqual([
      1,
      '',
      [
        ['pass', null],
        ['uncomputed', expect.stringMatching(/^there is no plan: --base distroless: expected one that fits, got none/)],
      ],
    ]);
  });

  it('shows results at the lines of a Dockerfile', async () => {
    const dockerfile = temporaryFile('Dockerfile', 'FROM debian\n\nRUN npm ci\n');
    const { stdout } = await runFlense(['ci', app, '--max-layer', '1MB', '--dockerfile', dockerfile, '-f', 'gitlab']);
    expect(JSON.parse(stdout)[0].location.lines).toEqual({ begin: 1 });
    const missing = await runFlense(['ci', app, '--max-layer', '1MB', '--dockerfile', '/nowhere/Dockerfile']);
    expect([missing.status, missing.stderr]).toEqual([2, 'flense: /nowhere/Dockerfile: expected a Dockerfile, got nothing by that name\n']);
  });

  it('appends to the summary of the job', async () => {
    const path = temporaryFile('summary.md', 'before\n');
    await runFlense(['ci', app, '--max-size', '1MB', '--step-summary'], { environment: { GITHUB_STEP_SUMMARY: path } });
    expect(readFileSync(path, 'utf8').split('\n').slice(0, 2)).toEqual(['before', '<!-- flense: gate -->']);
    const unset = await runFlense(['ci', app, '--max-size', '1GB', '--step-summary']);
    expect([unset.status, unset.stderr]).toEqual([0, 'flense: warning: --step-summary: GITHUB_STEP_SUMMARY is not set\n']);
  });

  it.each([
    [['--max-size', 'big'], '--max-size: expected a size like 10MB or 64MiB, got "big"'],
    [['--max-directory', '/usr'], '--max-directory: expected GLOB=LIMIT, got "/usr"'],
    [['--fail-on', 'bad'], '--fail-on: expected one of critical, high, medium, low, info, got "bad"'],
    [
      ['--output', 'out.txt'],
      '--output: expected FORMAT=FILE with one of text, json, markdown, github, sarif, junit, gitlab; got "out.txt"',
    ],
    [['--config', '/nowhere.yml'], '/nowhere.yml: expected a configuration file, got nothing by that name'],
    [[], 'expected a budget in .flense.yml, in .dive-ci or as a flag, got none; write a file with flense init IMAGE'],
  ])('refuses %j', async (args, message) => {
    const { status, stderr } = await runFlense(['ci', app, ...args]);
    expect([status, stderr]).toEqual([2, `flense: ${message}\n`]);
  });

  it('ends with 130 when it is interrupted', async () => {
    expect((await runFlense(['ci', app, '--max-size', '1MB'], { signal: AbortSignal.abort() })).status).toBe(130);
  });
});

describe('where the budgets come from', () => {
  it('is the nearest .flense.yml upwards', async () => {
    const top = temporaryDirectory();
    const below = join(top, 'a/b');
    mkdirSync(below, { recursive: true });
    expect(findUpwards('.flense.yml', below)).toBeNull();
    writeFileSync(join(top, '.flense.yml'), 'theme: dark\n');
    expect(await loadProjectConfig(null, below)).toMatchObject({ path: '../../.flense.yml', config: { theme: 'dark' } });
    writeFileSync(join(top, 'a/.flense.yml'), 'theme: light\n');
    expect(await loadProjectConfig(null, below)).toMatchObject({ path: '../.flense.yml', config: { theme: 'light' } });
  });

  it('is .dive-ci of the working directory too, unless the file has rules of dive', async () => {
    const directory = temporaryDirectory();
    const options = { config: null, ciConfig: null, flags: [] };
    const limits = async () => (await loadGateConfig(options, directory)).budgets.map(({ id, limit }) => [id, limit]);
    writeFileSync(join(directory, '.dive-ci'), 'rules:\n  lowestEfficiency: 0.95\n  highestUserWastedPercent: disabled\n');
    expect([await limits(), (await loadGateConfig(options, directory)).path]).toEqual([[['dive.lowestEfficiency', 0.95]], '.dive-ci']);
    writeFileSync(join(directory, '.flense.yml'), 'budgets: {size: {layers: 3}}\n');
    expect(await limits()).toEqual([
      ['size.layers', 3],
      ['dive.lowestEfficiency', 0.95],
    ]);
    writeFileSync(join(directory, '.flense.yml'), 'budgets: {dive: {highestWastedBytes: 1MB}}\n');
    expect(await limits()).toEqual([['dive.highestWastedBytes', 1e6]]);
    expect((await loadGateConfig({ ...options, ciConfig: '.dive-ci' }, directory)).budgets.map(({ id }) => id)).toEqual([
      'dive.lowestEfficiency',
    ]);
  });
});

describe('flense init', () => {
  it.each(['wasteful-app.tar', 'links-and-whiteouts.tar', 'static-nonroot.tar', 'legacy.tar'])(
    'writes a file that %s passes',
    async (name) => {
      const path = join(temporaryDirectory(), 'flense.yml');
      const image = name === 'legacy.tar' ? ['--image', 'anchor:1.0'] : [];
      const { status, stderr } = await runFlense(['init', sample(name), ...image, '-o', path], { analyzers });
      expect([status, stderr]).toEqual([0, `flense: wrote ${path}; hold an image against it with: flense ci IMAGE\n`]);
      const judged = await runFlense(['ci', sample(name), ...image, '--config', path], { analyzers });
      expect([judged.status, judged.stderr]).toEqual([0, '']);
    },
  );

  it('replaces nothing unless it is told to', async () => {
    const path = temporaryFile('flense.yml', 'theme: dark\n');
    expect(await runFlense(['init', app, '-o', path])).toEqual({
      status: 2,
      stdout: '',
      stderr: `flense: ${path}: expected no file by that name, got one; replace it with --force\n`,
    });
    expect(readFileSync(path, 'utf8')).toBe('theme: dark\n');
    expect((await runFlense(['init', app, '-o', path, '--force', '--quiet'])).stderr).toBe('');
    expect(readFileSync(path, 'utf8')).toContain('image: 20.6MB');
  });

  it('takes the name of a directory as it is', async () => {
    const image = temporaryFile('i.tar', dockerArchive({ layers: [{ '/a*: {b}#[c] "d"/x': 1_000, '/-': 9 }] }));
    const path = join(temporaryDirectory(), 'flense.yml');
    await runFlense(['init', image, '-o', path]);
    const { stdout } = await runFlense(['ci', image, '--config', path, '-f', 'json']);
    const found = (JSON.parse(stdout) as { verdicts: { of: string | null; status: string }[] }).verdicts.find(({ of }) =>
      of?.startsWith('/a'),
    );
    expect(found).toMatchObject({ of: '/a*: {b}#[c] "d"', status: 'pass' });
  });
});

describe('flense k8s', () => {
  it('writes a manifest for an image, and says what stands against it', async () => {
    const run = await runFlense(
      ['k8s', sample('static-nonroot.tar'), '--name', 'probe', '--deploy', `example.org/probe@sha256:${'0'.repeat(64)}`, '--no-cache'],
      {
        temporaryDirectory: temporaryDirectory(),
      },
    );
    expect([run.status, run.stdout.startsWith('# Made by flense')]).toEqual([0, true]);
    expect(run.stdout).toContain(`image: "example.org/probe@sha256:${'0'.repeat(64)}"`);
  });

  it('wants an image or a plan', async () => {
    expect(await runFlense(['k8s'])).toEqual({ status: 2, stdout: '', stderr: 'flense: expected IMAGE, or --plan FILE, got neither\n' });
  });
});
