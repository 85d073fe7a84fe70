import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { elf } from '../support/elf.ts';
import { temporaryDirectory, temporaryFile } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';

const check = { Test: ['CMD', '/app', '-check'], Interval: 3e10, Timeout: 5e9, StartPeriod: 6e10, StartInterval: 2e9, Retries: 4 };
const app = { '/app': { mode: 0o755, content: elf({ textBytes: 500 }) } };

function image(config: Readonly<Record<string, unknown>>): string {
  return temporaryFile('image.tar', dockerArchive({ layers: [app], names: ['app:1'], config: { Entrypoint: ['/app'], ...config } }));
}

async function planOf(path: string): Promise<Plan> {
  return JSON.parse((await runFlense(['advise', path, '--format', 'json'])).stdout) as Plan;
}

describe('the health check', () => {
  it('keeps all of its durations on the way to the Dockerfile and into the slim image', async () => {
    const path = image({ Healthcheck: check });
    const saved = temporaryFile('plan.json', (await runFlense(['advise', path, '--format', 'json', '--base', 'scratch'])).stdout);
    const dockerfile = (await runFlense(['dockerfile', path, '--plan', saved])).stdout;
    const out = join(temporaryDirectory(), 'out');
    await runFlense(['slim', path, '-o', out, '--plan', saved]);
    expect(dockerfile).toContain(
      'HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=2s --retries=4 CMD ["/app", "-check"]',
    );
    expect(healthcheckOf(out)).toEqual(check);
  });

  it('has no interval for the start where the image says none', async () => {
    const { StartInterval: _, ...older } = check;
    const { stdout } = await runFlense(['dockerfile', image({ Healthcheck: older })]);
    expect([stdout.includes('--start-period=60s'), stdout.includes('--start-interval')]).toEqual([true, false]);
  });
});

describe('ONBUILD', () => {
  it('is told of, as it stays out, and is nothing where there is none', async () => {
    const told = (await planOf(image({ OnBuild: ['COPY . /app', 'RUN make'] }))).warnings.filter(
      ({ code }) => code === 'triggers-left-out',
    );
    expect(told).toEqual([
      {
        code: 'triggers-left-out',
        text: 'its ONBUILD instructions (2) are left out, as they are for builds on it and not for production: build on the original where they are wanted',
        path: null,
        line: null,
      },
    ]);
    expect((await planOf(image({}))).warnings.map(({ code }) => code)).not.toContain('triggers-left-out');
  });
});

/** Of the one image of a layout. */
function healthcheckOf(layout: string): unknown {
  const read = (path: string) => JSON.parse(readFileSync(join(layout, path), 'utf8'));
  const blob = (digest: string): string => join('blobs', ...digest.split(':'));
  const manifest = read(blob(read('index.json').manifests[0].digest));
  return read(blob(manifest.config.digest)).config.Healthcheck;
}
