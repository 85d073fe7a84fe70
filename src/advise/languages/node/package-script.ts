import { posix } from 'node:path';
import { findProgram } from '../../../program/find-program.ts';
import { environmentValue, searchPath } from '../../../program/search-path.ts';
import type { Invocation } from '../../tracer.ts';
import type { NodeStart } from './node-program.ts';
import { NodeProgram } from './node-program.ts';

/** What the arguments of a package manager tell to run. */
type Task =
  | { readonly kind: 'script'; readonly name: string; readonly args: readonly string[] }
  | { readonly kind: 'binary'; readonly argv: readonly string[] };

const managers: Readonly<Record<string, 'npm' | 'npx' | 'yarn' | 'pnpm'>> = {
  'npm-cli.js': 'npm',
  npm: 'npm',
  'npx-cli.js': 'npx',
  npx: 'npx',
  'yarn.js': 'yarn',
  yarn: 'yarn',
  yarnpkg: 'yarn',
  'pnpm.cjs': 'pnpm',
  'pnpm.mjs': 'pnpm',
  pnpm: 'pnpm',
};

/**
 * Leads from a package manager to what its script runs, by way of a shell, as it does; and keeps the manager.
 * @returns false where Node is started with something else
 */
export async function runPackageScript(start: NodeStart): Promise<boolean> {
  const { command, invocation, disk, draft } = start;
  if (command.run !== null) {
    await startTask(start, { kind: 'script', name: command.run, args: command.args });
    return true;
  }
  const script = command.script === null ? null : disk.realPath(posix.resolve('/', invocation.workingDir, command.script));
  const manager = script === null ? undefined : (managers[posix.basename(script)] ?? managers[posix.basename(command.script!)]);
  if (script === null || manager === undefined) return false;
  const task = parseTask(manager, command.args);
  keepConfiguration(start);
  if (task === null)
    draft.warn(
      'package-manager-command',
      `What ${manager} ${command.args.join(' ').slice(0, 80)} runs is not known; name it with --exec`,
      script,
    );
  else await startTask(start, task);
  await new NodeProgram(start).trace();
  return true;
}

function keepConfiguration({ draft, invocation }: NodeStart): void {
  const home = environmentValue(invocation.env, 'HOME') ?? '/root';
  for (const path of [
    posix.join(invocation.workingDir, '.npmrc'),
    posix.join(home, '.npmrc'),
    '/etc/npmrc',
    '/usr/local/etc/npmrc',
    posix.join(invocation.workingDir, '.yarnrc.yml'),
  ]) {
    draft.keep(path, 'configuration of', { part: 'application' });
  }
}

function parseTask(manager: 'npm' | 'npx' | 'yarn' | 'pnpm', args: readonly string[]): Task | null {
  const words = args.filter((word, at) => !word.startsWith('-') || args.slice(0, at).some((before) => !before.startsWith('-')));
  const [first, second] = words;
  if (first === undefined) return null;
  if (manager === 'npx') return { kind: 'binary', argv: words };
  if (first === 'exec' || first === 'x' || first === 'dlx')
    return second === undefined ? null : { kind: 'binary', argv: words.slice(1).filter((word) => word !== '--') };
  if (first === 'run' || first === 'run-script')
    return second === undefined ? null : { kind: 'script', name: second, args: scriptArguments(words.slice(2)) };
  if (first === 'start' || first === 'test' || first === 'restart' || first === 'stop')
    return { kind: 'script', name: first, args: scriptArguments(words.slice(1)) };
  return manager === 'npm' ? null : { kind: 'script', name: first, args: scriptArguments(words.slice(1)) };
}

function scriptArguments(words: readonly string[]): readonly string[] {
  return words[0] === '--' ? words.slice(1) : words;
}

async function startTask(start: NodeStart, task: Task): Promise<void> {
  const { invocation, disk, draft, resolver, program } = start;
  const directory = resolver.packageDirectory(posix.join(invocation.workingDir, 'x')) ?? invocation.workingDir;
  const manifestPath = posix.join(directory, 'package.json');
  const manifest = await resolver.manifest(directory);
  const env = [...invocation.env, `PATH=${[...binaryDirectories(directory), ...searchPath(invocation.env)].join(':')}`];
  const next = {
    env,
    workingDir: directory,
    from: manifest === null ? program : manifestPath,
    reason: 'run by',
    confidence: 'certain',
  } as const;
  if (manifest !== null) draft.keep(manifestPath, 'read by', { part: 'application' });
  if (task.kind === 'binary') {
    draft.start({ ...next, argv: task.argv });
    offerReplacement(start, { ...next, argv: task.argv });
    return;
  }
  const names = [`pre${task.name}`, task.name, `post${task.name}`];
  const scripts = names.flatMap((name) => manifest?.scripts.get(name) ?? []);
  const fallback = task.name === 'start' && disk.isFile(posix.join(directory, 'server.js')) ? ['node server.js'] : [];
  const commands = manifest?.scripts.has(task.name) ? scripts : fallback;
  if (commands.length === 0)
    draft.warn(
      'package-script-missing',
      `The script ${task.name} is not in package.json, so that what it runs is not known`,
      manifest === null ? null : manifestPath,
    );
  const only = commands.length === 1 ? plainWords(commands[0]!) : null;
  if (only !== null) offerReplacement(start, { ...next, argv: [...only, ...task.args] });
  for (const text of commands)
    draft.start(shellInvocation(next, [text, ...(text === manifest?.scripts.get(task.name) ? task.args.map(quoted) : [])].join(' ')));
}

/** Words of a command that a shell would not change; null for all others. */
function plainWords(text: string): readonly string[] | null {
  const words = text.trim().split(/\s+/);
  return words.every((word, at) => /^[\w@%+:,./-]+$/.test(word) || (at > 0 && /^[\w@%+=:,./-]+$/.test(word))) ? words : null;
}

/** The same process without the manager and the shell. */
function offerReplacement({ disk, draft, invocation }: NodeStart, direct: Invocation): void {
  const place = { directories: searchPath(direct.env), workingDirectory: direct.workingDir };
  const program = findProgram(disk.scene.view.tree, direct.argv[0]!, place);
  if (program === null) return;
  const path = disk.scene.view.tree.path(program);
  draft.replace({
    ...direct,
    argv: [path, ...direct.argv.slice(1)],
    env: invocation.env,
    from: invocation.from,
    reason: invocation.reason,
  });
}

/** Package managers hand a script to the shell as it is. */
function shellInvocation(next: Omit<Invocation, 'argv'>, text: string): Invocation {
  return { ...next, argv: ['/bin/sh', '-c', text] };
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function binaryDirectories(start: string): readonly string[] {
  const found: string[] = [];
  for (let directory = start; ; directory = posix.dirname(directory)) {
    found.push(posix.join(directory, 'node_modules/.bin'));
    if (directory === '/') return found;
  }
}
