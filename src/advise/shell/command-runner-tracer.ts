import { posix } from 'node:path';
import { wrappedCommand } from '../../program/wrapped-command.ts';
import { emptyTrace } from '../need.ts';
import type { Invocation, ProgramTracer, Scene, Trace } from '../tracer.ts';
import { type Fields, known } from './field.ts';
import { ownInnerCommands } from './inner-commands.ts';
import { loginShells } from './login-shells.ts';
import { defaultShell, userOperands } from './text-commands.ts';

/** `find -exec`, `xargs`, `su -c` and their kin: what their arguments start. */
export const commandRunnerTracer: ProgramTracer = {
  id: 'command-runner',
  traceProgram: (program, invocation, scene) => {
    const isBusybox = scene.view.shell(program)?.kind === 'busybox' && posix.basename(invocation.argv[0] ?? '').startsWith('busybox');
    const commands = isBusybox ? appletCommands(invocation.argv.slice(1)) : ownInnerCommands(invocation.argv.map(known));
    return commands === null ? null : traceCommands(commands, invocation, scene);
  },
};

async function traceCommands(commands: readonly Fields[], invocation: Invocation, scene: Scene): Promise<Trace> {
  const all = [...commands, ...(await byLoginShell(invocation.argv, commands, scene))];
  // A name with a dollar is one that a script could not tell, and has warned of.
  const argvs = all.map((fields) => fields.map(({ text }) => text)).filter(([name]) => name !== undefined && !/[$`{]/.test(name));
  const confidence = invocation.confidence === 'certain' ? 'likely' : invocation.confidence;
  return { ...emptyTrace, invocations: argvs.map((argv) => ({ ...invocation, argv, confidence })) };
}

/** `busybox httpd` is busybox itself, whoever else is called so; `busybox xargs` and its kin start others. */
function appletCommands(argv: readonly string[]): readonly Fields[] {
  const wrapped = wrappedCommand(argv);
  return ownInnerCommands(argv.map(known)) ?? (wrapped === null ? [] : [wrapped.map(known)]);
}

/** What `su` and `runuser` leave to the shell that the account has. */
async function byLoginShell(argv: readonly string[], commands: readonly Fields[], scene: Scene): Promise<readonly Fields[]> {
  const at = argv.findIndex((word) => /(?:^|\/)(?:su|runuser)$/.test(word));
  if (at < 0 || at > 1) return [];
  const [user = 'root'] = userOperands(argv.slice(at + 1).map(known)).map(({ text }) => text);
  const shells = (await loginShells(/[$`]/.test(user) ? null : user, scene)).filter((shell) => shell !== defaultShell.text);
  const own = commands.filter(([shell]) => shell === defaultShell);
  return shells.flatMap((shell) => own.map((fields) => [known(shell), ...fields.slice(1)]));
}
