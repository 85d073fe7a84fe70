import { emptyTrace } from '../need.ts';
import type { ProgramTracer } from '../tracer.ts';
import { known } from './field.ts';
import { ownInnerCommands } from './inner-commands.ts';

/** `find -exec`, `xargs`, `su -c` and their kin: what their arguments start. */
export const commandRunnerTracer: ProgramTracer = {
  id: 'command-runner',
  traceProgram: (_program, invocation, _scene) => {
    const commands = ownInnerCommands(invocation.argv.map(known));
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
