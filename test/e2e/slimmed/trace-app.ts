import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DockerEngine } from '../support/docker-engine.ts';
import { run } from '../support/run.ts';
import type { Check } from './app.ts';
import { isListening, runInNetwork } from './network-of.ts';
import { parseTrace } from './parse-trace.ts';
import { realPathIn } from './real-path-in.ts';

/** What a program opened, executed or listed with success, of what its image brings: paths without links on the way. */
export type Touched = { readonly path: string; readonly bytes: number };

type Container = {
  readonly Config: {
    readonly User: string;
    readonly Env: readonly string[] | null;
    readonly Entrypoint: readonly string[] | null;
    readonly Cmd: readonly string[] | null;
    readonly WorkingDir: string;
  };
};

/** There in every container, whatever the image has. */
const ofEngine: ReadonlySet<string> = new Set(['/', '/etc/hosts', '/etc/hostname', '/etc/resolv.conf']);

const calls = 'open,openat,openat2,creat,execve,execveat,getdents,getdents64';

/**
 * Runs an image once more under strace: unpacked, in a root, a network and a process space of its own, with what its
 * configuration says.
 */
export async function traceApp(engine: DockerEngine, tag: string, check: Check, directory: string): Promise<readonly Touched[]> {
  const root = join(directory, 'root');
  const trace = join(directory, 'trace');
  mkdirSync(root, { recursive: true });
  const id = (await engine.docker(['create', tag])).toString('utf8').trim();
  try {
    const archive = join(directory, 'root.tar');
    await engine.docker(['export', '--output', archive, id]);
    await run('tar', ['--extract', '--file', archive, '--directory', root, '--same-owner', '--xattrs', '--xattrs-include=*']);
    await run('rm', [archive]);
    const before = await listFiles(root);
    const [{ Config }] = JSON.parse((await engine.docker(['inspect', id])).toString('utf8')) as readonly [Container];
    await runTraced(root, trace, Config, check, directory);
    const paths = new Set([...parseTrace(readFileSync(trace, 'latin1'), root)].map((path) => realPathIn(root, path)));
    return [...paths]
      .flatMap((path) => (before.has(path) && !ofEngine.has(path) ? [{ path, bytes: before.get(path) ?? 0 }] : []))
      .sort(byPath);
  } finally {
    await engine.docker(['rm', '--volumes', id]);
    await run('rm', ['-rf', '--one-file-system', root]);
  }
}

/** Files and directories with their sizes, links left out. */
async function listFiles(root: string): Promise<ReadonlyMap<string, number>> {
  const listed = await run('find', [root, '-xdev', '(', '-type', 'f', '-o', '-type', 'd', ')', '-printf', '%y %s /%P\\0']);
  return new Map(
    listed
      .toString('latin1')
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => {
        const [type, size, ...path] = line.split(' ');
        return [path.join(' '), type === 'f' ? Number(size) : 0];
      }),
  );
}

async function runTraced(root: string, trace: string, config: Container['Config'], check: Check, directory: string): Promise<void> {
  const script = join(directory, 'start.sh');
  writeFileSync(script, startScript(root, trace, config));
  const child = spawn('unshare', ['--net', '--pid', '--fork', '--mount', '--kill-child', 'sh', script], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const timer = setTimeout(() => child.kill('SIGKILL'), 180_000);
  if (check.port !== null) {
    const isUp = child.pid !== undefined && (await isListening(childOf(child), check.port, () => child.exitCode === null));
    if (isUp) await runInNetwork(childOf(child), check.probe);
    child.kill('SIGKILL');
    if (!isUp) throw new Error(`nobody listens on port ${check.port} under strace\n${said}`);
  }
  await ended;
  clearTimeout(timer);
}

/** The process that `unshare` forked: it is the one in the new network. */
function childOf(child: ChildProcess): number {
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
  return Number(children[0]) || child.pid!;
}

function startScript(root: string, trace: string, { User, Env, Entrypoint, Cmd, WorkingDir }: Container['Config']): string {
  const argv = [...(Entrypoint ?? []), ...(Cmd ?? [])];
  const env = ['HOME=/root', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...(Env ?? [])];
  const start = ['unshare', `--root=${root}`, `--wd=${WorkingDir === '' ? '/' : WorkingDir}`, ...userOptions(root, User), '--', ...argv];
  const strace = [
    'strace',
    '--follow-forks',
    '--decode-fds=path',
    '--quiet=all',
    '--string-limit=4096',
    `--trace=${calls}`,
    `--output=${trace}`,
  ];
  return [
    'set -e',
    'ip link set lo up',
    // As an engine writes it for each container.
    `echo 127.0.0.1 localhost > ${quote(`${root}/etc/hosts`)}`,
    `mkdir -p ${quote(`${root}/proc`)} ${quote(`${root}/dev`)} ${quote(join(root, WorkingDir))}`,
    `mount -t proc proc ${quote(`${root}/proc`)}`,
    `mount --rbind /dev ${quote(`${root}/dev`)}`,
    `exec env -i ${[...env, ...strace, ...start].map(quote).join(' ')}`,
    '',
  ].join('\n');
}

/** Of a user that is a name or a number, with or without a group. */
function userOptions(root: string, user: string): readonly string[] {
  if (user === '') return [];
  const [name = '', group] = user.split(':');
  const accounts = readFileSync(join(root, 'etc/passwd'), 'latin1').split('\n');
  const account = accounts.map((line) => line.split(':')).find((fields) => fields[0] === name || fields[2] === name);
  return [`--setgid=${group ?? account?.[3] ?? '0'}`, `--setuid=${account?.[2] ?? name}`];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function byPath(a: Touched, b: Touched): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
