import { posix } from 'node:path';
import { isFile } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { environmentValue } from '../../program/search-path.ts';
import { emptyTrace, need, traceOf, warning } from '../need.ts';
import type { Invocation, ProgramTracer, Scene, Trace } from '../tracer.ts';
import { readSource, readSources } from './read-sources.ts';
import { handedOver, runShellScript } from './run-shell-script.ts';
import { type ScriptSource, textSource } from './script-source.ts';
import { isShellName, parseShellArguments, type ShellArguments } from './shell-arguments.ts';

/** Rounds of reading what is sourced by what was sourced. */
const maxRounds = 12;

/** Bourne shells: their scripts and `-c` texts are read with a parser, and everything that they can run is started. */
export const shellTracer: ProgramTracer = {
  id: 'shell',
  traceProgram: (program, invocation, scene) => {
    const argv = shellArgv(invocation.argv);
    return scene.view.shell(program) === null || argv === null ? null : traceShell(program, { ...invocation, argv }, scene);
  },
};

/** busybox is a shell under some of its names only; another program is one whatever its name is. */
function shellArgv(argv: readonly string[]): readonly string[] | null {
  const name = posix.basename(argv[0] ?? '');
  if (name === 'busybox' || name === 'busybox.static') return isShellName(argv[1] ?? '') ? argv.slice(1) : null;
  return isShellName(name) || !/^[a-z0-9[]+$/.test(name) ? argv : null;
}

async function traceShell(program: Node, invocation: Invocation, scene: Scene): Promise<Trace> {
  const { argv, from } = invocation;
  const told = parseShellArguments(argv);
  const path = scene.view.tree.path(program);
  if (told.kind === 'input') return interactive(invocation, path);
  if (told.kind === 'text') {
    const source = textSource(from ?? path, argv[told.at]!, null);
    return runAll(program, invocation, scene, source, {
      name: argv[told.at + 1] ?? argv[0]!,
      args: argv.slice(told.at + 2),
      files: startFiles(told, invocation),
    });
  }
  return traceScript(program, invocation, scene, told);
}

type ScriptArguments = Extract<ShellArguments, { readonly kind: 'file' }>;

async function traceScript(program: Node, invocation: Invocation, scene: Scene, told: ScriptArguments): Promise<Trace> {
  const { argv, workingDir } = invocation;
  const shell = scene.view.tree.path(program);
  const path = posix.resolve('/', workingDir, argv[told.at]!);
  const node = resolvePath(scene.view.tree, path);
  if (node === null || !isFile(scene.view.tree, node)) {
    return {
      ...emptyTrace,
      warnings: [warning('shell-script-missing', `the script ${argv[told.at]} is not in the image`, invocation.from)],
    };
  }
  const own = need(path, 'run by', { from: shell, part: 'application', confidence: invocation.confidence });
  const source = await readSource(scene, path, node);
  if (source === null)
    return traceOf([own], [warning('shell-unreadable', 'the script is too long to be looked through, or is no text', path)]);
  const start: Start = { name: argv[told.at]!, args: argv.slice(told.at + 1), files: startFiles(told, invocation) };
  const trace = await runAll(program, invocation, scene, source, start);
  return { ...trace, needs: [own, ...trace.needs], ...replacedBy(program, invocation, scene, source, start) };
}

/** By what a script only hands over to. */
function replacedBy(program: Node, invocation: Invocation, scene: Scene, source: ScriptSource, start: Start): Pick<Trace, 'replacement'> {
  const kind = scene.view.shell(program)?.kind ?? 'posix';
  const argv = handedOver({ kind, scene, invocation, source, sources: new Map(), ...start });
  return argv === null ? {} : { replacement: { ...invocation, argv, from: source.path, reason: 'started by' } };
}

type Start = { readonly name: string; readonly args: readonly string[]; readonly files: readonly string[] };

/** Again with what was sourced, until nothing new is. */
async function runAll(program: Node, invocation: Invocation, scene: Scene, source: ScriptSource, start: Start): Promise<Trace> {
  const kind = scene.view.shell(program)?.kind ?? 'posix';
  const sources = new Map<string, ScriptSource | null>();
  for (let round = 0; ; round++) {
    const { trace, wanted } = runShellScript({ kind, scene, invocation, source, sources, ...start });
    if (wanted.length === 0 || round >= maxRounds) return trace;
    for (const [path, read] of await readSources(scene, wanted)) sources.set(path, read);
  }
}

/** Files that a shell reads before its script. https://www.gnu.org/software/bash/manual/html_node/Bash-Startup-Files.html */
function startFiles({ isLogin }: ShellArguments, { env }: Invocation): readonly string[] {
  const home = environmentValue(env, 'HOME') ?? '/root';
  const own = ['.bash_profile', '.bash_login', '.profile'].map((name) => posix.join('/', home, name));
  const named = environmentValue(env, 'BASH_ENV');
  return [...(isLogin ? ['/etc/profile', ...own] : []), ...(named?.startsWith('/') ? [named] : [])];
}

function interactive({ from, confidence }: Invocation, path: string): Trace {
  if (confidence === 'guessed') return emptyTrace;
  const text = 'a shell is started that reads its commands from elsewhere: name with --exec what it is used for';
  return { ...emptyTrace, warnings: [warning('shell-interactive', text, from ?? path)] };
}
