import type { DockerEngine } from '../support/docker-engine.ts';
import type { Behaviour, Check } from './app.ts';
import { isListening, runInNetwork } from './network-of.ts';

/** Starts an image without a network of its own and sees what it does. @param options further ones of `docker run` */
export async function runApp(engine: DockerEngine, tag: string, check: Check, options: readonly string[] = []): Promise<Behaviour> {
  const { port, probe } = check;
  const start = ['run', '--network', 'none', '--ulimit', 'nofile=4096', ...options];
  if (port === null) {
    const { status, stdout, stderr } = await engine.tryDocker([...start, '--rm', tag], { timeoutMilliseconds: 120_000 });
    return { status, output: `${stdout.toString('latin1')}${stderr}` };
  }
  const started = await engine.tryDocker([...start, '--detach', tag]);
  if (started.status !== 0) return { status: started.status, output: started.stderr };
  const id = started.stdout.toString('utf8').trim();
  try {
    return await probeContainer(engine, id, port, probe);
  } finally {
    await engine.docker(['rm', '--force', '--volumes', id]);
  }
}

async function probeContainer(engine: DockerEngine, id: string, port: number, probe: string): Promise<Behaviour> {
  const pid = Number((await engine.docker(['inspect', '--format', '{{.State.Pid}}', id])).toString('utf8'));
  const isUp = pid > 0 && (await isListening(pid, port, () => isAlive(pid)));
  if (!isUp) {
    const { stdout, stderr } = await engine.tryDocker(['logs', '--tail', '40', id]);
    return { status: null, output: `nobody listens on port ${port}\n${stdout.toString('utf8')}${stderr}` };
  }
  const { status, stdout, stderr } = await runInNetwork(pid, probe);
  return { status, output: `${stdout.toString('latin1')}${stderr}` };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
