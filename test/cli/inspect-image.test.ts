import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';
import { sample } from './sample.ts';

const app = sample('wasteful-app.tar');

describe('flense IMAGE', () => {
  it('is the report for a person, as wide as it may be', async () => {
    const { status, stdout, stderr } = await runFlense([app], { environment: { COLUMNS: '90' } });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('names      harbour:3.1.0');
    expect(stdout).toMatch(/\n {2}11 .* RUN chown -R node:node \/app\n/);
    expect(await runFlense(['inspect', app], { environment: { COLUMNS: '90' } })).toEqual({ status, stdout, stderr });
  });

  it('shows colours only where they are asked for', async () => {
    expect((await runFlense([app])).stdout).not.toContain('\u001b');
    expect((await runFlense([app, '--color'])).stdout).toContain('\u001b[33m');
    expect((await runFlense([app], { environment: { FORCE_COLOR: '1' } })).stdout).toContain('\u001b[33m');
    expect((await runFlense([app, '--no-color'], { environment: { FORCE_COLOR: '1' } })).stdout).not.toContain('\u001b');
  });

  it('is the same from an index that was kept', async () => {
    const environment = { XDG_CACHE_HOME: temporaryDirectory() };
    const cold = await runFlense([app, '--no-cache']);
    expect([
      await runFlense([app], { environment }),
      await runFlense([app], { environment }),
      await runFlense([app, '--verify'], { environment }),
    ]).toEqual([cold, cold, cold]);
  });
});

describe('flense inspect', () => {
  it('writes the report as JSON', async () => {
    const { status, stdout, stderr } = await runFlense(['inspect', app, '--format', 'json']);
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, image: { reference: app, entryCount: 167 }, layers: { length: 12 } });
    expect(stdout.endsWith('\n}\n')).toBe(true);
  });

  it("writes dive's JSON", async () => {
    const { stdout } = await runFlense(['inspect', app, '--format', 'dive-json']);
    const dive = JSON.parse(stdout) as { readonly layer: readonly unknown[]; readonly image: object };
    expect(dive.layer).toHaveLength(12);
    expect(Object.keys(dive.image)).toEqual(['sizeBytes', 'inefficientBytes', 'efficiencyScore', 'fileReference']);
  });

  it('writes into a file instead', async () => {
    const path = join(temporaryDirectory(), 'report.json');
    expect(await runFlense(['inspect', app, '--format', 'json', '-o', path])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(path, 'utf8')).toBe((await runFlense(['inspect', app, '--format', 'json'])).stdout);
  });

  it('says that the file cannot be written', async () => {
    expect(await runFlense(['inspect', app, '-o', '/dev/null/report'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'flense: /dev/null/report: expected to write there, got not a directory\n',
    });
  });

  it('takes the image and the platform that were named', async () => {
    const read = async (...args: readonly string[]): Promise<unknown> =>
      (JSON.parse((await runFlense(['inspect', '-f', 'json', ...args])).stdout) as { readonly image: { readonly platform: unknown } }).image
        .platform;
    expect(await read(sample('multi-platform.tar'), '--image', '1.4.0', '--platform', 'linux/arm64')).toMatchObject({
      os: 'linux',
      architecture: 'arm64',
    });
    expect(await read(sample('legacy.tar'), '--image', 'anchor:1.0')).toMatchObject({ os: 'linux' });
  });

  it('tells warnings on stderr, unless it shall be quiet', async () => {
    const environment = { XDG_CACHE_HOME: '/dev/null' };
    const { status, stderr } = await runFlense(['inspect', app, '--format', 'json'], { environment });
    expect([status, stderr.split(':').slice(0, 3)]).toEqual([0, ['flense', ' warning', ' the index cache cannot be written']]);
    expect((await runFlense(['inspect', app, '--format', 'json', '--quiet'], { environment })).stderr).toBe('');
    const text = await runFlense(['inspect', app], { environment });
    expect([text.stderr, text.stdout.includes('the index cache cannot be written')]).toEqual(['', true]);
  });

  it('ends when it is interrupted', async () => {
    const { status, stdout, stderr } = await runFlense(['inspect', app], { signal: AbortSignal.abort() });
    expect([status, stdout, stderr]).toEqual([130, '', 'flense: interrupted\n']);
  });
});
