import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { elf } from '../support/elf.ts';
import { temporaryDirectory, temporaryFile } from '../support/temporary-directory.ts';
import { runFlense } from './run-flense.ts';

const schema: unknown = JSON.parse(readFileSync(new URL('../../schema/plan.schema.json', import.meta.url), 'utf8'));

const scan = {
  SchemaVersion: 2,
  ArtifactName: 'app:1',
  Results: [
    {
      Type: 'node-pkg',
      Vulnerabilities: ['gone', 'gone', 'kept'].map((name, at) => ({
        VulnerabilityID: `CVE-${at}`,
        PkgName: name,
        InstalledVersion: '1.0.0',
        Severity: 'HIGH',
      })),
    },
  ],
};

const layer = {
  '/app': { mode: 0o755, content: elf() },
  '/usr/share/doc/node_modules/gone/package.json': '{"name":"gone","version":"1.0.0"}',
  '/data/node_modules/kept/package.json': '{"name":"kept","version":"1.0.0"}',
  '/data/node_modules/kept/index.js': '',
};

function files() {
  const image = temporaryFile('image.tar', dockerArchive({ layers: [layer], names: ['app:1'], config: { Entrypoint: ['/app'] } }));
  return { image, report: temporaryFile('trivy.json', Buffer.from(JSON.stringify(scan))) };
}

const keep = ['--keep', '/data/**'];
const sentence = '2 of 3 vulnerabilities leave, 1 stays';

describe('--vulnerabilities of a command that makes a plan', () => {
  it('counts what leaves, in JSON by the schema and in text, from one look to the next', async () => {
    const { image, report } = files();
    const advise = (...more: readonly string[]) => runFlense(['advise', image, ...keep, ...more]);
    const json = JSON.parse((await advise('--vulnerabilities', report, '--format', 'json')).stdout) as Plan;
    expect(json.removed.vulnerabilities).toEqual({ before: 3, after: 1 });
    expect(new Ajv2020().compile(schema as object)(json)).toBe(true);
    expect((await advise('--vulnerabilities', report)).stdout).toContain(`known  ${sentence}\n`);
    expect((JSON.parse((await advise('--format', 'json')).stdout) as Plan).removed.vulnerabilities).toBeNull();
    expect((await advise('--vulnerabilities', report)).stdout).toContain(sentence);
  });

  it.each([
    ['dockerfile', [], `after, ${sentence}.`],
    ['k8s', [], `# By the plan, ${sentence}.\n`],
  ] as const)('tells it in what %s writes', async (command, more, expected) => {
    const { image, report } = files();
    const { stdout, status } = await runFlense([command, image, ...more, ...keep, '--vulnerabilities', report]);
    expect([status, stdout]).toEqual([0, expect.stringContaining(expected)]);
    expect((await runFlense([command, image, ...more, ...keep])).stdout).not.toContain('vulnerabilities');
  });

  it('tells it when the slim image is written, and saves it with the plan', async () => {
    const { image, report } = files();
    const directory = temporaryDirectory();
    const saved = join(directory, 'plan.json');
    const args = ['slim', image, '-o', join(directory, 'out'), ...keep, '--save-plan', saved];
    const { stdout } = await runFlense([...args, '--vulnerabilities', report], { temporaryDirectory: temporaryDirectory() });
    expect(stdout).toContain(`  known    ${sentence}\n`);
    expect((JSON.parse(readFileSync(saved, 'utf8')) as Plan).removed.vulnerabilities).toEqual({ before: 3, after: 1 });
  });

  it('counts with a saved plan, too', async () => {
    const { image, report } = files();
    const saved = temporaryFile('plan.json', (await runFlense(['advise', image, ...keep, '--format', 'json'])).stdout);
    const { stdout } = await runFlense(['dockerfile', image, '--plan', saved, '--vulnerabilities', report]);
    expect(stdout).toContain(sentence);
    const alone = await runFlense(['k8s', '--plan', saved, '--vulnerabilities', report]);
    expect([alone.status, alone.stderr]).toEqual([2, 'flense: --vulnerabilities: expected IMAGE beside it, got a plan alone\n']);
  });

  it.each(['advise', 'dockerfile', 'k8s'])('fails before %s reads the image where there is no such report', async (command) => {
    const { status, stderr } = await runFlense([command, '/none.tar', '--vulnerabilities', '/none.json']);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^flense: --vulnerabilities \/none\.json: /)]);
  });
});
