import { posix } from 'node:path';
import { wrappedCommand } from '../../program/wrapped-command.ts';
import { emptyTrace } from '../need.ts';
import type { ProgramTracer } from '../tracer.ts';
import { type Fields, known } from './field.ts';
import { ownInnerCommands } from './inner-commands.ts';

/** `find -exec`, `xargs`, `su -c` and their kin: what their arguments start. */
export const commandRunnerTracer: ProgramTracer = {
  id: 'command-runner',
  traceProgram: (program, invocation, { view }) => {
    const isBusybox = view.shell(program)?.kind === 'busybox' && posix.basename(invocation.argv[0] ?? '').startsWith('busybox');
    const commands = isBusybox ? appletCommands(invocation.argv.slice(1)) : ownInnerCommands(invocation.argv.map(known));
    if (commands === null) return null;
    // A name with a dollar is one that a script could not tell, and has warned of.
    const argvs = commands.map((fields) => fields.map(({ text }) => text)).filter(([name]) => name !== undefined && !/[$`{]/.test(name));
    const { confidence } = invocation;
    const invocations = argvs.map((argv) => ({
      ...invocation,
      argv,
      confidence: confidence === 'certain' ? ('likely' as const) : confidence,
    }));
    return { ...emptyTrace, invocations };
  },
};

/** `busybox httpd` is busybox itself, whoever else is called so; `busybox xargs` and its kin start others. */
function appletCommands(argv: readonly string[]): readonly Fields[] {
  const wrapped = wrappedCommand(argv);
  return ownInnerCommands(argv.map(known)) ?? (wrapped === null ? [] : [wrapped.map(known)]);
}
