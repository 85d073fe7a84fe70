import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerArchive } from '../support/docker-archive.ts';
import type { LayerInput } from '../support/layers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';

const environment = { SOURCE_DATE_EPOCH: '1700000000' };

function archive(layer: LayerInput): string {
  const path = join(temporaryDirectory(), 'image.tar');
  writeFileSync(path, dockerArchive({ layers: [layer], names: ['app:1'] }));
  return path;
}

const manifest = '{"name":"a","version":"1.0.0"}';

describe('flense sbom', () => {
  it('writes CycloneDX, or SPDX, the same bytes for the same image', async () => {
    const image = archive({ '/node_modules/a/package.json': manifest });
    const cyclonedx = await runFlense(['sbom', image], { environment });
    const spdx = await runFlense(['sbom', image, '--format', 'spdx-json'], { environment });
    expect([cyclonedx.status, cyclonedx.stderr, spdx.status, spdx.stderr]).toEqual([0, '', 0, '']);
    expect(JSON.parse(cyclonedx.stdout)).toMatchObject({ specVersion: '1.6', components: [{ purl: 'pkg:npm/a@1.0.0' }] });
    expect(JSON.parse(spdx.stdout)).toMatchObject({
      spdxVersion: 'SPDX-2.3',
      packages: [{ name: 'app:1' }, { name: 'layer 0' }, { name: 'a' }],
    });
    expect(await runFlense(['sbom', image], { environment })).toEqual(cyclonedx);
  });

  it('writes into a file instead', async () => {
    const image = archive({ '/node_modules/a/package.json': manifest });
    const path = join(temporaryDirectory(), 'bom.json');
    expect(await runFlense(['sbom', image, '-o', path], { environment })).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(path, 'utf8')).toBe((await runFlense(['sbom', image], { environment })).stdout);
  });

  it('says what is missing from the bill, unless it shall be quiet', async () => {
    const bad = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`/node_modules/${i}/package.json`, '{']));
    const image = archive({ '/node_modules/a/package.json': manifest, ...bad });
    const { status, stdout, stderr } = await runFlense(['sbom', image], { environment });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ components: [{ name: 'a' }] });
    expect(stderr.split('\n')).toEqual([
      ...[0, 1, 2, 3, 4].map((i) => `flense: warning: /node_modules/${i}/package.json: expected a JSON object`),
      'flense: warning: 2 more files with packages could not be read',
      '',
    ]);
    expect((await runFlense(['sbom', image, '--quiet'], { environment })).stderr).toBe('');
  });

  it.each(['yesterday', '-1', '1e9', ''.padStart(12, '9')])('refuses %j as the time', async (text) => {
    const { status, stderr } = await runFlense(['sbom', 'image.tar'], { environment: { SOURCE_DATE_EPOCH: text } });
    expect([status, stderr]).toEqual([2, `flense: SOURCE_DATE_EPOCH: expected seconds since 1970, got ${JSON.stringify(text)}\n`]);
  });
});
