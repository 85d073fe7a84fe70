import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type RunOptions, type RunOutcome, run, tryRun } from './run.ts';

/** A Docker engine of our own, below one directory. */
export type DockerEngine = {
  /** What `DOCKER_HOST` is set to. */
  readonly host: string;
  readonly storageDriver: string;
  readonly docker: (args: readonly string[], options?: RunOptions) => Promise<Buffer>;
  /** The same, whatever comes of it. */
  readonly tryDocker: (args: readonly string[], options?: RunOptions) => Promise<RunOutcome>;
  /** Ends the engine and removes all that it stored. */
  readonly stop: () => Promise<void>;
};

/** What the first file system that refuses overlay2 falls back to. */
const storageDrivers = ['overlay2', 'vfs'];

/** The client that comes with the engine: another, newer one may be earlier on PATH and ask for what this engine does not know. */
const client = '/usr/bin/docker';

/** Starts dockerd, which needs root. `directory` is made; nothing outside of it is touched. */
export async function startDockerEngine(directory: string, drivers: readonly string[] = storageDrivers): Promise<DockerEngine> {
  const failures: string[] = [];
  for (const driver of drivers) {
    const root = join(directory, driver);
    const daemon = startDaemon(root, driver);
    if (await isReady(daemon, root)) return toEngine(daemon, root, driver);
    await stopDaemon(daemon, root);
    failures.push(`${driver}: ${readFileSync(join(root, 'log'), 'utf8').slice(-1_000)}`);
  }
  throw new Error(`no Docker engine would start\n${failures.join('\n')}`);
}

function startDaemon(root: string, driver: string): ChildProcess {
  mkdirSync(join(root, 'client'), { recursive: true });
  const log = openSync(join(root, 'log'), 'w');
  const paths = ['--data-root', join(root, 'data'), '--exec-root', join(root, 'exec'), '-p', join(root, 'pid'), '-H', hostOf(root)];
  const args = ['--iptables=false', '--bridge=none', '--storage-driver', driver, ...paths];
  const daemon = spawn('dockerd', args, { stdio: ['ignore', log, log] });
  closeSync(log);
  return daemon;
}

function hostOf(root: string): string {
  return `unix://${join(root, 'docker.sock')}`;
}

async function isReady(daemon: ChildProcess, root: string): Promise<boolean> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && daemon.exitCode === null && daemon.pid !== undefined) {
    const { status } = await tryRun(client, ['version'], { env: clientEnvironment(root) });
    if (status === 0) return true;
    await delay(200);
  }
  return false;
}

function clientEnvironment(root: string): NodeJS.ProcessEnv {
  // The classic builder: one layer for each instruction, and no other component to install.
  return { ...process.env, DOCKER_HOST: hostOf(root), DOCKER_CONFIG: join(root, 'client'), DOCKER_BUILDKIT: '0' };
}

function toEngine(daemon: ChildProcess, root: string, storageDriver: string): DockerEngine {
  const endWithUs = () => daemon.kill();
  process.once('exit', endWithUs);
  return {
    host: hostOf(root),
    storageDriver,
    docker: (args, options) => run(client, args, { ...options, env: clientEnvironment(root) }),
    tryDocker: (args, options) => tryRun(client, args, { ...options, env: clientEnvironment(root) }),
    stop: async () => {
      process.off('exit', endWithUs);
      await stopDaemon(daemon, root);
      await run('rm', ['-rf', '--one-file-system', root]);
    },
  };
}

async function stopDaemon(daemon: ChildProcess, root: string): Promise<void> {
  if (daemon.exitCode === null && daemon.signalCode === null && daemon.pid !== undefined) {
    const ended = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill('SIGTERM');
    const timer = setTimeout(() => daemon.kill('SIGKILL'), 30_000);
    await ended;
    clearTimeout(timer);
  }
  for (const mount of mountsBelow(root)) await tryRun('umount', ['--lazy', mount]);
}

/** The deepest first. */
function mountsBelow(directory: string): readonly string[] {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  const points = mounts.map((line) => line.split(' ')[1] ?? '');
  return points.filter((point) => point.startsWith(`${directory}/`)).reverse();
}
