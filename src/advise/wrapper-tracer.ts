import { wrappedAssignments, wrappedCommand } from '../program/wrapped-command.ts';
import { emptyTrace } from './need.ts';
import type { ProgramTracer } from './tracer.ts';

/** tini, gosu, env and their kin: what they start in their place or as their child. */
export const wrapperTracer: ProgramTracer = {
  id: 'wrapper',
  traceProgram: (program, invocation, { view }) => {
    const command = wrappedCommand(invocation.argv);
    if (command === null) return null;
    const env = [...invocation.env, ...wrappedAssignments(invocation.argv)];
    return { ...emptyTrace, invocations: [{ ...invocation, argv: command, env, from: view.tree.path(program), reason: 'started by' }] };
  },
};
