import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPackages } from './support/apt.ts';
import { builtImages } from './support/built-images.ts';
import { type DockerEngine, startDockerEngine } from './support/docker-engine.ts';
import { startEngineProxy } from './support/engine-proxy.ts';
import { startPodmanEngine } from './support/podman-engine.ts';
import { type RunOutcome, run, tryRun } from './support/run.ts';

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

/** With everything that decides what is shown: an instruction without a layer, one that only removes, and one that does nothing. */
const application = `FROM scratch
COPY base /
RUN ["/bin/busybox", "--install", "-s", "/bin"]
ENV A=1 PATH=/bin
WORKDIR /srv
RUN mkdir -p /srv/app /srv/cache && head -c 3000000 /dev/urandom > /srv/cache/blob && echo hello > /srv/app/hello
RUN true
RUN rm -rf /srv/cache
EXPOSE 80
HEALTHCHECK --interval=7s CMD ["true"]
USER 1000:1000
ENTRYPOINT ["/bin/sh"]
`;

let scratch: string;
let engine: DockerEngine;

beforeAll(async () => {
  await installPackages(['openssl', 'podman']);
  scratch = mkdtempSync(join(tmpdir(), 'flense-engine-'));
  engine = await startDockerEngine(join(scratch, 'engine'));
  await build('app:1', application);
  await build('deletes:1', builtImages[0]?.dockerfile ?? '');
});

afterAll(async () => {
  await engine?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

async function build(name: string, dockerfile: string): Promise<void> {
  const context = mkdtempSync(join(scratch, 'context-'));
  mkdirSync(join(context, 'base', 'bin'), { recursive: true });
  for (const below of ['etc', 'tmp']) mkdirSync(join(context, 'base', below));
  copyFileSync('/bin/busybox', join(context, 'base', 'bin', 'busybox'));
  writeFileSync(join(context, 'Dockerfile'), dockerfile);
  await engine.docker(['build', '--network', 'host', '--tag', name, context]);
}

/** A cache and a temporary directory of its own, which shows what is left in them. */
function surroundings(host: string | null): NodeJS.ProcessEnv & { readonly XDG_CACHE_HOME: string; readonly TMPDIR: string } {
  const { DOCKER_HOST: _, ...rest } = process.env;
  const home = mkdtempSync(join(scratch, 'home-'));
  const own = { XDG_CACHE_HOME: join(home, 'cache'), TMPDIR: join(home, 'tmp'), HOME: home, DOCKER_CONFIG: join(home, 'docker') };
  mkdirSync(own.TMPDIR);
  return { ...rest, ...own, ...(host === null ? {} : { DOCKER_HOST: host }) };
}

function flense(args: readonly string[], env: NodeJS.ProcessEnv): Promise<RunOutcome> {
  return tryRun(process.execPath, [main, ...args], { env });
}

type Report = { readonly image: object; readonly layers: readonly { readonly created: string | null }[] };

/** The report without what says where it is from. */
async function report(image: string, env: NodeJS.ProcessEnv): Promise<Report> {
  const { status, stdout, stderr } = await flense(['inspect', image, '--format', 'json'], env);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const found = JSON.parse(stdout.toString('utf8'));
  const { reference: _, source: __, ...rest } = found.image;
  return { ...found, image: rest };
}

/** As the engine tells it: to the second. */
function inSeconds(found: Report): Report {
  return { ...found, layers: found.layers.map((layer) => ({ ...layer, created: layer.created?.replace(/\.\d+Z$/, 'Z') ?? null })) };
}

function isSave(request: string): boolean {
  return request.includes('/get');
}

describe('an image of a real Docker engine', () => {
  it.each(['app:1', 'deletes:1'])('%s is the same by disk and by engine, and the second time without a save', async (name) => {
    const archive = join(scratch, `${name.replace(':', '-')}.tar`);
    await engine.docker(['save', '--output', archive, name]);
    const onDisk = await report(archive, surroundings(null));
    const proxy = await startEngineProxy(socketPath(), { listen: { kind: 'socket', path: join(scratch, `${name}.sock`) } });
    const env = surroundings(proxy.host);
    expect(await report(`docker:${name}`, env)).toEqual(onDisk);
    expect(proxy.requests.filter(isSave).length).toBe(1);
    expect(await report(name, env)).toEqual(onDisk);
    expect(proxy.requests.filter(isSave).length).toBe(1);
    expect(readdirSync(env.TMPDIR)).toEqual([]);
    proxy.stop();
  });

  it.each([
    ['deletes:1', 1, 'is known by its layers alone, but for parts of seconds'],
    ['app:1', 2, 'is saved again where its history leaves open which step did nothing'],
  ])('%s, saved %i times, %s', async (name, saves) => {
    const proxy = await startEngineProxy(socketPath(), { listen: { kind: 'socket', path: join(scratch, `again-${name}.sock`) } });
    const env = surroundings(proxy.host);
    const first = await report(name, env);
    // What it turned out to be is noted there.
    rmSync(join(env.XDG_CACHE_HOME, 'flense/blobs'), { recursive: true });
    expect(await report(name, env)).toEqual(saves === 1 ? inSeconds(first) : first);
    expect(proxy.requests.filter(isSave).length).toBe(saves);
    proxy.stop();
  });

  it.each([['slim', '-o', 'oci:slim']])('is saved once by %s, which needs contents too', async (command, ...args) => {
    const proxy = await startEngineProxy(socketPath(), { listen: { kind: 'socket', path: join(scratch, `${command}.sock`) } });
    const env = surroundings(proxy.host);
    const { status, stderr } = await tryRun(process.execPath, [main, command, 'docker:app:1', ...args, '--quiet'], {
      env,
      cwd: env.TMPDIR,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(proxy.requests.filter(isSave).length).toBe(1);
    proxy.stop();
  });

  it('has the same files, and the same contents', async () => {
    const archive = join(scratch, 'contents.tar');
    await engine.docker(['save', '--output', archive, 'app:1']);
    const env = surroundings(engine.host);
    const same = async (args: readonly string[]): Promise<string> => {
      const [command = '', ...rest] = args;
      const byEngine = await flense([command, 'app:1', ...rest], env);
      const onDisk = await flense([command, archive, ...rest], env);
      expect(byEngine.stderr).toBe('');
      expect(byEngine.stdout.equals(onDisk.stdout)).toBe(true);
      return byEngine.stdout.toString('utf8');
    };
    await same(['ls', '/', '--format', 'json']);
    expect(await same(['cat', '/srv/app/hello'])).toBe('hello\n');
    expect(readdirSync(env.TMPDIR)).toEqual([]);
    const output = join(env.TMPDIR, 'out');
    const extracted = await flense(['extract', 'docker:app:1', '/srv/app', '-o', output], env);
    expect(extracted.status).toBe(0);
    expect((await run('find', [output, '-name', 'hello', '-exec', 'cat', '{}', ';'])).toString('utf8')).toBe('hello\n');
  });

  it('goes by its name, its id and the start of that', async () => {
    const env = surroundings(engine.host);
    const id = (await engine.docker(['image', 'inspect', '--format', '{{.Id}}', 'app:1'])).toString('utf8').trim();
    const byName = await report('app:1', env);
    for (const name of [id, id.slice('sha256:'.length), id.slice('sha256:'.length, 'sha256:'.length + 12)]) {
      expect(await report(`docker:${name}`, env)).toEqual(byName);
    }
  });

  it('that is not there is told in one line', async () => {
    const { status, stderr } = await flense(['inspect', 'docker:nothing:1'], surroundings(engine.host));
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^flense: docker:nothing:1: expected an image of that name or id in the engine at unix:.* registry:nothing:1\n$/,
    );
  });

  it('for another platform is told in one line, before anything is saved', async () => {
    const proxy = await startEngineProxy(socketPath(), { listen: { kind: 'socket', path: join(scratch, 'platform.sock') } });
    const { status, stderr } = await flense(['inspect', 'docker:app:1', '--platform', 'linux/s390x'], surroundings(proxy.host));
    proxy.stop();
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `flense: docker:app:1: expected an image for linux/s390x in the engine at ${proxy.host}, got one for linux/amd64: docker pull --platform linux/s390x app:1 gets it where its registry has it, registry:app:1 reads it from there\n`,
    });
    expect(proxy.requests.filter(isSave)).toEqual([]);
  });

  it('whose engine goes away while it sends is refused in one line, and nothing is left', async () => {
    const listen = { kind: 'socket', path: join(scratch, 'cut.sock') } as const;
    const proxy = await startEngineProxy(socketPath(), { listen, cutAfterBytes: 1_000_000 });
    const env = surroundings(proxy.host);
    const { status, stderr, stdout } = await flense(['inspect', 'app:1'], env);
    proxy.stop();
    expect({ status, stdout: stdout.toString() }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^flense: app:1: expected an answer of the engine at unix:.*, got a connection that was cut\n$/);
    expect(readdirSync(env.TMPDIR)).toEqual([]);
    const cached = (await tryRun('find', [env.XDG_CACHE_HOME, '-name', '*.tmp'])).stdout.toString();
    expect(cached).toBe('');
  });

  it('is given up at an interrupt, and nothing is left', async () => {
    let interrupt = (): void => {};
    const listen = { kind: 'socket', path: join(scratch, 'interrupt.sock') } as const;
    const proxy = await startEngineProxy(socketPath(), { listen, onBytes: (bytes) => bytes > 500_000 && interrupt() });
    const env = surroundings(proxy.host);
    const child = spawn(process.execPath, [main, 'inspect', 'app:1'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    interrupt = () => {
      interrupt = () => {};
      child.kill('SIGINT');
    };
    const [status, stdout, stderr] = await Promise.all([
      new Promise((resolve) => child.once('exit', resolve)),
      text(child.stdout),
      text(child.stderr),
    ]);
    proxy.stop();
    expect({ status, stdout, stderr }).toEqual({ status: 130, stdout: '', stderr: 'flense: interrupted\n' });
    expect(readdirSync(env.TMPDIR)).toEqual([]);
  });
});

describe('a way to a real Docker engine', () => {
  it('may be a docker context', async () => {
    const env = surroundings(null);
    await run('/usr/bin/docker', ['context', 'create', 'own', '--docker', `host=${engine.host}`], { env });
    await run('/usr/bin/docker', ['context', 'use', 'own'], { env });
    expect((await flense(['inspect', 'docker:app:1'], env)).status).toBe(0);
    expect((await flense(['inspect', 'docker:app:1'], { ...env, DOCKER_CONTEXT: 'gone' })).stderr).toMatch(/ named "gone", got none in /);
  });

  it('may be TLS with certificates on both sides, and nothing less', async () => {
    const own = await makeCertificates(join(scratch, 'tls'));
    const tls = { key: own.key, cert: own.cert, ca: own.ca, requestCert: true, rejectUnauthorized: true };
    const proxy = await startEngineProxy(socketPath(), { listen: { kind: 'tls', tls } });
    const env = { ...surroundings(proxy.host), DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: own.directory };
    expect(await flense(['inspect', 'docker:app:1'], env)).toMatchObject({ status: 0, stderr: '' });
    const other = await makeCertificates(join(scratch, 'other-tls'));
    const untrusted = await flense(['inspect', 'docker:app:1'], { ...env, DOCKER_CERT_PATH: other.directory });
    expect(untrusted.stderr).toMatch(/ got a certificate that is not trusted \(.*: start it, or correct the address\n$/);
    const nobody = join(scratch, 'nobody');
    mkdirSync(nobody);
    copyFileSync(join(own.directory, 'ca.pem'), join(nobody, 'ca.pem'));
    const anonymous = await flense(['inspect', 'docker:app:1'], { ...env, DOCKER_CERT_PATH: nobody });
    expect({ status: anonymous.status, lines: anonymous.stderr.split('\n').length }).toEqual({ status: 2, lines: 2 });
    proxy.stop();
  });

  it('may be ssh, with the docker client at the other end', async () => {
    const bin = join(scratch, 'bin');
    mkdirSync(bin);
    // Everything after the host is what runs there.
    const program = `#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift 2\nDOCKER_HOST=${engine.host} PATH=/usr/bin:/bin exec "$@"\n`;
    writeFileSync(join(bin, 'ssh'), program);
    chmodSync(join(bin, 'ssh'), 0o755);
    const env = { ...surroundings('ssh://me@far'), PATH: `${bin}${delimiter}${process.env['PATH']}` };
    const started = Date.now();
    expect(await flense(['inspect', 'docker:app:1'], env)).toMatchObject({ status: 0, stderr: '' });
    // The process ends with its work, not with an idle connection.
    expect(Date.now() - started).toBeLessThan(30_000);
  });

  it('may be closed to the user, who is told the remedy', async ({ skip }) => {
    const as = ['--reuid', '65534', '--regid', '65534', '--clear-groups'];
    const isReadable = (await tryRun('setpriv', [...as, process.execPath, main, '--version'])).status === 0;
    skip(!isReadable, 'nobody else may read this checkout');
    chmodSync(scratch, 0o755);
    for (const directory of ['engine', `engine/${engine.storageDriver}`]) chmodSync(join(scratch, directory), 0o755);
    const env = { ...process.env, DOCKER_HOST: engine.host, HOME: '/nonexistent' };
    const { status, stderr } = await tryRun('setpriv', [...as, process.execPath, main, 'inspect', '--no-cache', 'docker:app:1'], { env });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^flense: docker:app:1: expected to be let in by the engine at unix:.*, got no permission: join the group docker /,
    );
  });
});

describe("an image behind Podman's socket", () => {
  it('is the same by disk and by engine, and as it is in Docker', async () => {
    const archive = join(scratch, 'for-podman.tar');
    await engine.docker(['save', '--output', archive, 'app:1']);
    const podman = await startPodmanEngine(join(scratch, 'podman'));
    try {
      await podman.podman(['load', '--input', archive]);
      const saved = join(scratch, 'by-podman.tar');
      await podman.podman(['save', '--format', 'docker-archive', '--output', saved, 'app:1']);
      const env = surroundings(podman.host);
      const cold = await report('docker:app:1', env);
      const onDisk = await report(saved, surroundings(null));
      expect({ ...cold, image: { ...cold.image, manifestDigest: null } }).toEqual(onDisk);
      expect(await report('app:1', env)).toEqual(cold);
      const inDocker = await report('app:1', surroundings(engine.host));
      expect(cold.layers).toEqual(inDocker.layers);
      expect((await flense(['cat', 'app:1', '/srv/app/hello'], env)).stdout.toString()).toBe('hello\n');
    } finally {
      await podman.stop();
    }
  });
});

function socketPath(): string {
  return engine.host.slice('unix://'.length);
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of stream) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

/** An authority, and one certificate of it for 127.0.0.1 that serves either side. */
async function makeCertificates(directory: string): Promise<{ directory: string; ca: Buffer; cert: Buffer; key: Buffer }> {
  mkdirSync(directory);
  const at = (name: string): string => join(directory, name);
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await run('openssl', [
    'req',
    '-x509',
    ...fresh,
    '-keyout',
    at('ca-key.pem'),
    '-out',
    at('ca.pem'),
    '-days',
    '2',
    '-subj',
    '/CN=test authority',
  ]);
  await run('openssl', ['req', ...fresh, '-keyout', at('key.pem'), '-out', at('request.pem'), '-subj', '/CN=engine']);
  writeFileSync(at('extensions'), 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n');
  const authority = ['-CA', at('ca.pem'), '-CAkey', at('ca-key.pem'), '-CAcreateserial'];
  await run('openssl', [
    'x509',
    '-req',
    '-in',
    at('request.pem'),
    ...authority,
    '-out',
    at('cert.pem'),
    '-days',
    '2',
    '-extfile',
    at('extensions'),
  ]);
  return { directory, ca: readFileSync(at('ca.pem')), cert: readFileSync(at('cert.pem')), key: readFileSync(at('key.pem')) };
}
