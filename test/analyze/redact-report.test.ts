import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzers } from '../../analyzers/index.ts';
import { fakeSecrets } from '../analyzers/fake-secrets.ts';
import { runFlense } from '../cli/run-flense.ts';
import { inspecting } from '../inspecting.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const { awsKey, npm } = fakeSecrets;

async function reportOf(config: Readonly<Record<string, unknown>>, createdBy: string): Promise<string> {
  const path = join(temporaryDirectory(), 'image.tar');
  // The history names what overwrote the file, so that the account of waste cites it as well.
  const layers = [{ '/app/.npmrc': `_authToken=${npm}\n`, '/app/x': 5_000 }, { '/app/x': 'other' }];
  writeFileSync(path, dockerArchive({ layers, config, history: ['COPY . /app', createdBy] }));
  const { report, close } = await inspecting(path, {}, analyzers);
  close();
  return JSON.stringify(report);
}

describe('the history', () => {
  it('is told to dive without its secrets', async () => {
    const path = join(temporaryDirectory(), 'image.tar');
    const createdBy = `RUN |1 NPM_TOKEN=${npm} /bin/sh -c npm ci # buildkit`;
    writeFileSync(path, dockerArchive({ layers: [{ '/a': 1 }], history: [createdBy] }));
    const { stdout } = await runFlense(['inspect', path, '--format', 'dive-json', '--no-cache']);
    expect(stdout).not.toContain(npm);
    expect(stdout).toContain(`NPM_TOKEN=${'*'.repeat(16)} /bin/sh`);
  });
});

describe('a report', () => {
  it('holds none of the secrets that it tells of', async () => {
    const text = await reportOf(
      {
        Env: [`KEY=${awsKey}`, 'DB_PASSWORD=Hunter2!x'],
        Cmd: ['serve', `--token=${npm}`],
        Labels: { pw: 'mysql://a:Hunter2!x@db.corp.io' },
      },
      `RUN |2 KEY=${awsKey} NPM_TOKEN=${npm} /bin/sh -c sudo npm ci && apt-get upgrade`,
    );
    expect([awsKey, npm, 'Hunter2!x'].filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).toContain(`NPM_TOKEN=${'*'.repeat(16)} /bin/sh -c sudo npm ci`);
    expect(text).toContain('secret/package-token');
  });

  it('keeps what is read from files as it is, though a password is a word like any other', async () => {
    const path = join(temporaryDirectory(), 'image.tar');
    const layers = [{ '/usr/bin/python3': { content: 5_000, mode: 0o4755 } }, { '/usr/bin/python3': 'x' }];
    const config = { Env: ['DB_PASSWORD=python3', 'PATH=/usr/bin'], Cmd: ['/usr/bin/python3', 'app.py'] };
    writeFileSync(path, dockerArchive({ layers, config, history: ['RUN ln -s /usr/bin/python3 /a', 'RUN echo python3 | login'] }));
    const { report, close } = await inspecting(path, {}, analyzers);
    close();
    expect(report.image.config.cmd).toEqual(['/usr/bin/python3', 'app.py']);
    expect(report.image.config.env[0]).toBe(`DB_PASSWORD=${'*'.repeat(16)}`);
    expect(report.layers.map(({ createdBy }) => createdBy)).toEqual([
      'RUN ln -s /usr/bin/python3 /a',
      `RUN echo ${'*'.repeat(16)} | login`,
    ]);
    expect(report.waste.items.map((item) => item.path)).toEqual(['/usr/bin/python3']);
    const cited = report.findings
      .filter(({ code }) => !code.startsWith('secret/'))
      .flatMap(({ summary, evidence }) => JSON.stringify([summary, evidence]));
    expect(cited.filter((text) => text.includes('****'))).toEqual([]);
  });

  it('is left as it is where nothing is secret', async () => {
    expect(await reportOf({ Env: ['PASSWORD_FILE=/run/secrets/pw'] }, 'RUN make PASSWORD=changeme')).toContain(
      'RUN make PASSWORD=changeme',
    );
  });
});
