import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerArchive } from '../support/docker-archive.ts';
import { temporaryDirectory, temporaryFile } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';

const scan = {
  SchemaVersion: 2,
  ArtifactName: 'app:1',
  Results: [
    {
      Type: 'node-pkg',
      Vulnerabilities: [
        { VulnerabilityID: 'CVE-1', PkgName: 'a', InstalledVersion: '1.0.0', Severity: 'HIGH' },
        { VulnerabilityID: 'CVE-2', PkgName: 'b', InstalledVersion: '1.0.0', Severity: 'HIGH' },
      ],
    },
  ],
};

function image(): string {
  return temporaryFile('image.tar', dockerArchive({ layers: [{ '/node_modules/a/package.json': '{"name":"a","version":"1.0.0"}' }] }));
}

describe('flense inspect --vulnerabilities', () => {
  it('puts the report to the packages, in JSON and in text', async () => {
    const path = temporaryFile('trivy.json', Buffer.from(JSON.stringify(scan)));
    const json = await runFlense(['inspect', image(), '--format', 'json', '--vulnerabilities', path]);
    expect((JSON.parse(json.stdout) as { readonly vulnerabilities: unknown }).vulnerabilities).toMatchObject({
      scanner: 'trivy',
      items: [{ id: 'CVE-1', purl: 'pkg:npm/a@1.0.0', layer: 0, bytes: 30 }],
      unmatchedCount: 1,
    });
    const text = await runFlense(['inspect', image(), '--vulnerabilities', path]);
    expect(text.stdout).toContain('Vulnerabilities by trivy: 1 high\n');
  });

  it('leaves the field out where no report was given', async () => {
    const { stdout } = await runFlense(['inspect', image(), '--format', 'json']);
    expect(JSON.parse(stdout)).not.toHaveProperty('vulnerabilities');
  });

  it('fails before the image is read where there is no such report', async () => {
    const missing = join(temporaryDirectory(), 'none.json');
    const { status, stderr } = await runFlense(['inspect', image(), '--vulnerabilities', missing]);
    expect([status, stderr]).toEqual([
      2,
      `flense: --vulnerabilities ${missing}: expected a file that can be read, got nothing by that name\n`,
    ]);
    const odd = temporaryFile('odd.json', Buffer.from('{}'));
    expect((await runFlense(['inspect', image(), '--vulnerabilities', odd])).stderr).toMatch(/: expected a report of trivy /);
    const long = temporaryFile('long.json', Buffer.alloc(200, ' '));
    const limited = await runFlense(['inspect', image(), '--vulnerabilities', long, '--limit', 'jsonBytes=10']);
    expect(limited.stderr).toMatch(/: expected at most 160 bytes, got 200; raise it with --limit jsonBytes=NUMBER\n$/);
  });
});
