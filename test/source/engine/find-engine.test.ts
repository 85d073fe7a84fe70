import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findEngine } from '../../../src/source/engine/find-engine.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { startEngine } from './local-engine.ts';

/** The machine that runs the tests may have one of its own. */
const hasEngine = ['/var/run/docker.sock', '/run/podman/podman.sock'].some((path) => existsSync(path));

const never = new AbortController().signal;

function find(environment: Readonly<Record<string, string>>, homeDirectory = temporaryDirectory()) {
  return findEngine({ environment: { DOCKER_CONFIG: homeDirectory, ...environment }, homeDirectory, platform: 'linux', userId: 1 }, never);
}

/** Something that listens and says `text` to whoever connects; '' says nothing at all. */
async function startTalker(text: string): Promise<string> {
  const path = join(temporaryDirectory(), 'x.sock');
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (text !== '') socket.end(text);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  return path;
}

async function failure(environment: Readonly<Record<string, string>>): Promise<string> {
  const search = await find(environment);
  return search.status === 'none' ? `${search.error.code}: ${search.error.message}` : 'none';
}

describe('an engine', () => {
  it('is found at a socket, and speaks the older of the two versions', async () => {
    const { host } = await startEngine({ answers: {}, apiVersion: '1.41' });
    expect(await find({ DOCKER_HOST: host })).toMatchObject({ engine: { address: host, version: [1, 41] } });
  });

  it('is found at a port', async () => {
    const { host } = await startEngine({ answers: {}, apiVersion: '1.99', listen: 'tcp' });
    expect(await find({ DOCKER_HOST: host })).toMatchObject({ engine: { address: host, version: [1, 51] } });
  });

  it('may not say which version it speaks', async () => {
    const { host } = await startEngine({ answers: {}, apiVersion: null });
    expect(await find({ DOCKER_HOST: host })).toMatchObject({ engine: { version: null } });
  });

  it.skipIf(hasEngine)('that nobody chose is the first that answers', async () => {
    const { socketPath } = await startEngine({ answers: {} });
    const runtime = socketPath.slice(0, socketPath.lastIndexOf('/'));
    // Where Docker without root would be.
    renameSync(socketPath, join(runtime, 'docker.sock'));
    expect(await find({ XDG_RUNTIME_DIR: runtime })).toMatchObject({ engine: { address: `unix://${join(runtime, 'docker.sock')}` } });
  });

  it('that was chosen and is not there is told with what chose it', async () => {
    const path = join(temporaryDirectory(), 'gone.sock');
    expect(await failure({ DOCKER_HOST: `unix://${path}` })).toBe(
      `not-found: expected a Docker-compatible engine at unix://${path} (DOCKER_HOST), got nothing there: start it, or correct the address`,
    );
  });

  it('is unexpectedly missing only where it was chosen', async () => {
    expect(await find({ DOCKER_HOST: 'unix:///nowhere/x.sock' })).toMatchObject({ status: 'none', isUnexpected: true });
    if (!hasEngine) expect(await find({ XDG_RUNTIME_DIR: temporaryDirectory() })).toMatchObject({ status: 'none', isUnexpected: false });
  });

  it('that was chosen keeps others from being asked', async () => {
    const { socketPath } = await startEngine({ answers: {} });
    const runtime = socketPath.slice(0, socketPath.lastIndexOf('/'));
    expect(await failure({ DOCKER_HOST: 'unix:///nowhere/x.sock', XDG_RUNTIME_DIR: runtime })).toContain('got nothing there');
  });

  it.skipIf(hasEngine)('that nobody chose and that is nowhere is told with all the places', async () => {
    const runtime = temporaryDirectory();
    const message = await failure({ XDG_RUNTIME_DIR: runtime });
    expect(message).toContain(`not-found: expected a Docker-compatible engine, got nothing at unix:///var/run/docker.sock, `);
    expect(message).toContain(`${runtime}/podman/podman.sock, unix:///run/podman/podman.sock, unix://`);
    expect(message).toMatch(/: start Docker or Podman \(podman\.socket\), or set DOCKER_HOST$/);
  });

  it.each([
    ['something that is no HTTP', 'SSH-2.0-x\r\n', 'bytes that are no HTTP'],
    ['a server that is unwell', 'HTTP/1.1 500 x\r\ncontent-length: 19\r\n\r\n{"message":"wait"}\n', 'status 500: wait'],
    ['a web server', 'HTTP/1.1 404 x\r\ncontent-length: 4\r\n\r\nno\n\n', 'status 404: no'],
    ['a connection that is cut', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nO', 'a connection that was cut'],
  ])('is not %s', async (_, text, found) => {
    const host = `unix://${await startTalker(text)}`;
    expect(await failure({ DOCKER_HOST: host })).toContain(
      `not-found: expected a Docker-compatible engine at ${host} (DOCKER_HOST), got ${found}: `,
    );
  });

  it('is not a file, and not a port where nobody listens', async () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, '');
    expect(await failure({ DOCKER_HOST: `unix://${path}` })).toMatch(/got (?:nobody who listens|a file that is no socket): start it/);
    const { host } = await startEngine({ answers: {}, listen: 'tcp' });
    expect(await failure({ DOCKER_HOST: host, DOCKER_TLS_VERIFY: '1' })).toContain('got bytes that are no TLS: ');
  });

  it('that is silent is given up when the user does', async () => {
    const path = await startTalker('');
    const interrupt = new AbortController();
    setTimeout(() => interrupt.abort(), 50);
    const surroundings = { environment: { DOCKER_HOST: `unix://${path}` }, homeDirectory: '/', platform: 'linux', userId: 1 } as const;
    await expect(findEngine(surroundings, interrupt.signal)).rejects.toMatchObject({ code: 'interrupted' });
  });
});
