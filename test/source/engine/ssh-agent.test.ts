import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readStored } from '../../../src/source/read-stored.ts';
import { dockerArchive } from '../../support/docker-archive.ts';
import { digestOf } from '../../support/image-config.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { engineImage } from './engine-image.ts';
import { startEngine } from './local-engine.ts';
import { failure, open } from './opening.ts';

const app = { layers: [{ '/etc/passwd': 'root' }], names: ['app:1'], repoTags: ['app:1'] };

/** Puts a program named ssh first on PATH; `body` is what it does, as the text of a Node program. */
function installSsh(body: string): string {
  const directory = temporaryDirectory();
  const log = join(directory, 'log');
  const program = `#!${process.execPath}\nconst args = process.argv.slice(2);\nrequire('node:fs').appendFileSync(${JSON.stringify(log)}, JSON.stringify(args) + '\\n');\n${body}\n`;
  writeFileSync(join(directory, 'ssh'), program);
  chmodSync(join(directory, 'ssh'), 0o755);
  writeFileSync(log, '');
  vi.stubEnv('PATH', `${directory}${delimiter}${process.env['PATH']}`);
  return log;
}

/** As `docker system dial-stdio` over there: the standard streams are the engine's socket. */
function dialling(socketPath: string): string {
  return `const socket = require('node:net').connect(${JSON.stringify(socketPath)}); process.stdin.pipe(socket).pipe(process.stdout);`;
}

afterEach(() => void vi.unstubAllEnvs());

describe.skipIf(process.platform === 'win32')('an engine over ssh', () => {
  it("is reached with the user's ssh, by one connection", async () => {
    const { socketPath, requests } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: dockerArchive(app) } }) });
    const log = installSsh(dialling(socketPath));
    const opened = await open('ssh://me@far:2222/run/x.sock', 'app:1');
    opened.close();
    expect(opened.image.layers.length).toBe(1);
    expect(requests.length).toBe(2);
    const calls = readFileSync(log, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    const remote = ['docker', '--host', 'unix:///run/x.sock', 'system', 'dial-stdio'];
    expect(calls).toEqual([['-l', 'me', '-p', '2222', '-o', 'ConnectTimeout=30', '-T', '--', 'far', ...remote]]);
  });

  it('is asked once more for contents, after that connection has ended', async () => {
    const { socketPath } = await startEngine({ answers: engineImage({ ...app, archive: { bytes: dockerArchive(app) } }) });
    const log = installSsh(dialling(socketPath));
    const opened = await open('ssh://far', 'app:1');
    const [blob] = opened.blobs;
    if (blob?.kind !== 'indexed') throw new Error('expected an index');
    expect(digestOf(readStored(await blob.keep())) as string).toBe(opened.image.layers[0]?.diffId);
    opened.close();
    expect(readFileSync(log, 'utf8').trimEnd().split('\n').length).toBe(2);
  });

  it('that lets nobody in is told with what ssh says', async () => {
    installSsh(`process.stderr.write('Warning: x\\nme@far: Permission denied (publickey).\\r\\n'); process.exitCode = 255;`);
    expect(await failure('ssh://me@far', 'docker:app:1')).toBe(
      'not-found: expected a Docker-compatible engine at ssh://me@far (DOCKER_HOST), got "me@far: Permission denied (publickey).": start it, or correct the address',
    );
  });

  it('needs the program ssh', async () => {
    vi.stubEnv('PATH', temporaryDirectory());
    expect(await failure('ssh://far', 'docker:app:1')).toContain('got no program ssh on PATH: ');
  });
});
