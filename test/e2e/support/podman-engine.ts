import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type RunOptions, run } from './run.ts';

/** Podman's Docker-compatible socket, with a store of its own below one directory. */
export type PodmanEngine = {
  /** What `DOCKER_HOST` is set to. */
  readonly host: string;
  readonly podman: (args: readonly string[], options?: RunOptions) => Promise<Buffer>;
  /** Ends the service and removes all that it stored. */
  readonly stop: () => Promise<void>;
};

/** Starts the service, which needs root here. `directory` is made; nothing outside of it is touched. */
export async function startPodmanEngine(directory: string): Promise<PodmanEngine> {
  mkdirSync(directory, { recursive: true });
  const socket = join(directory, 'podman.sock');
  const store = ['--root', join(directory, 'root'), '--runroot', join(directory, 'run'), '--tmpdir', join(directory, 'tmp')];
  const options = [...store, '--storage-driver', 'vfs', '--cgroup-manager', 'cgroupfs'];
  const log = openSync(join(directory, 'log'), 'w');
  const service = spawn('podman', [...options, 'system', 'service', '--time', '0', `unix://${socket}`], { stdio: ['ignore', log, log] });
  closeSync(log);
  for (let tries = 0; !existsSync(socket); tries++) {
    if (tries > 300 || service.exitCode !== null) throw new Error('the service of Podman did not start');
    await delay(100);
  }
  return {
    host: `unix://${socket}`,
    podman: (args, runOptions) => run('podman', [...options, ...args], runOptions),
    stop: async () => {
      await stopService(service);
      await run('rm', ['-rf', '--one-file-system', directory]);
    },
  };
}

async function stopService(service: ChildProcess): Promise<void> {
  if (service.exitCode !== null || service.signalCode !== null) return;
  const ended = new Promise((resolve) => service.once('exit', resolve));
  service.kill('SIGTERM');
  const timer = setTimeout(() => service.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}
