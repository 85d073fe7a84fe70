import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { inspecting } from '../inspecting.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { elf } from '../support/elf.ts';
import { ociArchive } from '../support/oci-layout.ts';
import { plan } from '../support/plan.ts';
import { temporaryDirectory, temporaryFile } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';

const layer = { '/app': { mode: 0o755, content: elf({ textBytes: 500 }) }, '/notes': 'not needed', '/data/': { uid: 1_000 } };

const image = dockerArchive({ layers: [layer], names: ['app:1'], config: { Entrypoint: ['/app'], Volumes: { '/data': {} } } });

/** An image and a plan for it, in files. */
async function planned(files: readonly string[] = ['/app', '/data']) {
  const path = temporaryFile('image.tar', image);
  const inspection = await inspecting(path);
  inspection.close();
  const config = { ...inspection.image.config.config };
  const made = plan({ files, config }, inspection.image, inspection.tree);
  const planPath = temporaryFile('plan.json', JSON.stringify(made));
  return { path, planPath, out: join(temporaryDirectory(), 'out') };
}

describe('flense slim', () => {
  it('writes an image that is read as any other, and holds against its original', async () => {
    const { path, planPath, out } = await planned();
    const { status, stdout, stderr } = await runFlense(['slim', path, '-o', out, '--plan', planPath]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^.*out {2}linux\/amd64\n {2}size {5}1\.\d+ kB -> 1\.\d+ kB \(\d+ %\), \d+ B stored in 1 layers\n {2}base {5}scratch\n {2}image {4}sha256:[0-9a-f]{64}\n {2}proof {4}\d+ checks hold, nothing was run\n$/,
    );
    expect((await runFlense(['ls', out])).stdout).not.toContain('notes');
    expect((await runFlense(['verify', path, out, '--plan', planPath])).status).toBe(0);
    expect((await runFlense(['verify', path, out])).stdout).toMatch(/^holds/);
  });

  it('tells what each warning of the plan is about', async () => {
    const { path, planPath, out } = await planned();
    const warnings = [
      { code: 'a', text: 'a shell is started', path: '/bin/sh', line: null },
      { code: 'b', text: 'a command is not known', path: '/start.sh', line: 3 },
      { code: 'c', text: 'it runs as root', path: null, line: null },
    ];
    const warned = temporaryFile('warned.json', JSON.stringify({ ...JSON.parse(readFileSync(planPath, 'utf8')), warnings }));
    expect((await runFlense(['slim', path, '-o', out, '--plan', warned])).stderr.split('\n')).toEqual([
      'flense: warning: /bin/sh: a shell is started',
      'flense: warning: /start.sh:3: a command is not known',
      'flense: warning: it runs as root',
      '',
    ]);
  });

  it.each(['oci-archive:FILE:v1', 'docker-archive:FILE:app:slim', 'oci:FILE:v1'])('writes %s', async (form) => {
    const { path, planPath, out } = await planned();
    const { status, stderr } = await runFlense(['slim', path, '-o', form.replace('FILE', out), '--plan', planPath]);
    expect([status, stderr]).toEqual([0, '']);
    const report = JSON.parse((await runFlense(['inspect', out, '--format', 'json'])).stdout) as { readonly layers: readonly unknown[] };
    expect(report.layers).toHaveLength(1);
  });

  it('writes nothing where its proof fails, unless told to', async () => {
    const { path, planPath, out } = await planned(['/data']);
    const refused = await runFlense(['slim', path, '-o', out, '--plan', planPath]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('/app is not there, or may not be executed');
    expect(existsSync(out)).toBe(false);
    const forced = await runFlense(['slim', path, '-o', out, '--plan', planPath, '--unproven']);
    expect([forced.status, existsSync(out)]).toEqual([0, true]);
    const verified = await runFlense(['verify', path, out, '--format', 'json']);
    expect([verified.status, JSON.parse(verified.stdout).holds]).toEqual([1, false]);
  });

  it('replaces nothing that is not an image, and an image only with --force', async () => {
    const { path, planPath, out } = await planned();
    const slim = (...more: readonly string[]) => runFlense(['slim', path, '-o', out, '--plan', planPath, ...more]);
    expect((await slim()).status).toBe(0);
    expect(await slim()).toEqual({
      status: 2,
      stdout: '',
      stderr: `flense: ${out}: expected nothing there, got something that exists: --force replaces it\n`,
    });
    expect((await slim('--force')).status).toBe(0);
    const precious = join(temporaryDirectory(), 'precious');
    mkdirSync(precious);
    writeFileSync(join(precious, 'thesis'), '');
    expect((await runFlense(['slim', path, '-o', precious, '--plan', planPath, '--force'])).status).toBe(2);
    expect(readdirSync(precious)).toEqual(['thesis']);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const { path, planPath } = await planned();
    const directory = temporaryDirectory();
    const signal = AbortSignal.abort();
    const { status } = await runFlense(['slim', path, '-o', join(directory, 'out'), '--plan', planPath], { signal });
    expect([status, readdirSync(directory)]).toEqual([130, []]);
  });

  it('saves a plan whose digest the image carries', async () => {
    const { path, planPath, out } = await planned();
    const saved = join(temporaryDirectory(), 'saved.json');
    expect((await runFlense(['slim', path, '-o', out, '--plan', planPath, '--save-plan', saved])).status).toBe(0);
    const digest = `sha256:${createHash('sha256').update(readFileSync(saved)).digest('hex')}`;
    const index = JSON.parse(readFileSync(join(out, 'index.json'), 'utf8')) as {
      readonly manifests: readonly [{ readonly digest: string }];
    };
    const manifest = readFileSync(join(out, 'blobs', index.manifests[0].digest.replace(':', '/')), 'utf8');
    expect(JSON.parse(manifest).annotations['flense.plan.digest']).toBe(digest);
    expect((await runFlense(['verify', path, out, '--plan', saved])).status).toBe(0);
  });

  it('replaces no plan that was saved before, unless told to', async () => {
    const { path, planPath, out } = await planned();
    const saved = temporaryFile('old.json', 'precious');
    const slim = (...more: readonly string[]) => runFlense(['slim', path, '-o', out, '--plan', planPath, '--save-plan', saved, ...more]);
    expect(await slim()).toEqual({
      status: 2,
      stdout: '',
      stderr: `flense: ${saved}: expected no file by that name for the plan, got one: --force replaces it\n`,
    });
    expect([readFileSync(saved, 'utf8'), existsSync(out)]).toEqual(['precious', false]);
    expect((await slim('--force')).status).toBe(0);
    expect(JSON.parse(readFileSync(saved, 'utf8'))).toMatchObject({ schemaVersion: 1 });
  });

  it('slims an index into an index', async () => {
    const platforms = ['linux/amd64', 'linux/arm64/v8'].map((platform) => ({
      layers: [layer],
      platform,
      config: { Entrypoint: ['/app'] },
    }));
    const path = temporaryFile('index.tar', ociArchive({ platforms, tags: ['v1'] }));
    const out = join(temporaryDirectory(), 'out');
    expect((await runFlense(['slim', path, '-o', out, '--platform', 'all', '-q'])).status).toBe(0);
    for (const platform of ['linux/amd64', 'linux/arm64'])
      expect((await runFlense(['ls', out, '/app', '--platform', platform])).status).toBe(0);
    expect((await runFlense(['slim', path, '-o', `docker-archive:${out}.tar`, '--platform', 'all'])).stderr).toMatch(
      /^flense: -o docker-archive:.*name one with --platform\n$/,
    );
  });

  it('is on its base', async () => {
    const { path, planPath, out } = await planned();
    const base = temporaryFile('base.tar', dockerArchive({ layers: [{ '/base': 'base' }], names: ['base:1'] }));
    expect((await runFlense(['slim', path, '-o', out, '--plan', planPath, '--base', base])).status).toBe(0);
    expect((await runFlense(['cat', out, '/base'])).stdout).toBe('base');
  });

  it('is on the base of a saved plan, and says what it is on', async () => {
    const { path, out } = await planned();
    const base = temporaryFile('base.tar', dockerArchive({ layers: [{ '/base': 'base' }], names: ['base:1'] }));
    const saved = join(temporaryDirectory(), 'saved.json');
    expect((await runFlense(['advise', path, '--base', base, '--format', 'json', '-o', saved])).status).toBe(0);
    const { status, stdout } = await runFlense(['slim', path, '-o', out, '--plan', saved]);
    expect([status, stdout]).toEqual([0, expect.stringContaining(`\n  base     ${base}\n`)]);
    expect((await runFlense(['cat', out, '/base'])).stdout).toBe('base');
    const bare = await runFlense(['slim', path, '-o', out, '--force', '--plan', saved, '--base', 'scratch']);
    expect([bare.status, bare.stderr]).toEqual([
      2,
      expect.stringContaining(`--base scratch: expected a plan for scratch, got one for ${base},`),
    ]);
  });

  it('is on scratch, and names the base that is recommended', async () => {
    const { path, planPath, out } = await planned();
    const recommended: Plan['candidates'][number] = {
      base: { kind: 'image', reference: 'gcr.io/static', bytes: 2 },
      predictedBytes: 9,
      fits: true,
      brings: [],
      lacks: [],
      reasons: [],
    };
    const saved = temporaryFile('p.json', JSON.stringify({ ...JSON.parse(readFileSync(planPath, 'utf8')), candidates: [recommended] }));
    const { stdout } = await runFlense(['slim', path, '-o', out, '--plan', saved]);
    expect(stdout).toContain('\n  base     scratch, as nothing is pulled unless told; recommended: --base gcr.io/static\n');
  });

  it.each([
    [['--plan', '/nowhere.json'], 'flense: /nowhere.json: expected a saved plan, got nothing by that name\n'],
    [['--platform', 'nonsense'], 'flense: --platform: expected os/arch[/variant] like linux/arm64/v8, got "nonsense"\n'],
  ])('tells what is wrong with %j', async (more, message) => {
    const { path, out } = await planned();
    expect(await runFlense(['slim', path, '-o', out, ...more])).toEqual({ status: 2, stdout: '', stderr: message });
  });

  it('refuses a plan of another image', async () => {
    const { path, out } = await planned();
    const other = temporaryFile('plan.json', JSON.stringify(plan()));
    expect((await runFlense(['slim', path, '-o', out, '--plan', other])).stderr).toMatch(/^flense: expected a plan of image sha256:/);
  });
});

describe('flense dockerfile', () => {
  it('writes what builds the same image', async () => {
    const { path, planPath } = await planned();
    const { status, stdout } = await runFlense(['dockerfile', path, '--plan', planPath]);
    expect(status).toBe(0);
    expect(stdout).toContain('\nFROM app:1 AS build\n');
    expect(stdout).toContain('\nCOPY --from=build ["/app", "/app"]\n');
    expect(stdout).toContain('\nENTRYPOINT ["/app"]\n');
  });
});
