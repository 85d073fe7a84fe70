import { serverTracers } from '../../../src/advise/servers/tracers.ts';
import type { Invocation, Trace } from '../../../src/advise/tracer.ts';
import { findProgram } from '../../../src/program/find-program.ts';
import { searchPath } from '../../../src/program/search-path.ts';
import type { LayerInput } from '../../support/layers.ts';
import { invocationOf, sceneOf } from '../shell/scene.ts';

/** What the tracers of servers say together of one program that is started. */
export async function traceServer(files: LayerInput, argv: readonly string[], more: Partial<Invocation> = {}): Promise<Trace> {
  const scene = await sceneOf(files);
  const invocation = invocationOf(argv, more);
  const place = { directories: searchPath(invocation.env), workingDirectory: invocation.workingDir };
  const program = findProgram(scene.view.tree, argv[0] ?? '', place);
  if (program === null) throw new Error(`expected a program ${argv[0]} in the image of the test`);
  const asked = await Promise.all(serverTracers.programs.map(async (tracer) => tracer.traceProgram(program, invocation, scene)));
  const traces = asked.filter((trace) => trace !== null);
  return {
    needs: traces.flatMap(({ needs }) => needs),
    invocations: traces.flatMap(({ invocations }) => invocations),
    warnings: traces.flatMap(({ warnings }) => warnings),
    writes: traces.flatMap(({ writes = [] }) => writes),
    listens: traces.flatMap(({ listens = [] }) => listens),
    leaves: traces.flatMap(({ leaves = [] }) => leaves),
    ...Object.assign({}, ...traces.map(({ becomes }) => (becomes === undefined ? {} : { becomes }))),
  };
}

/** `PATH reason`, with a star for all that is below. */
export function needLines({ needs }: Trace): readonly string[] {
  return needs.map(({ path, extent, reason }) => `${path}${extent === 'subtree' ? '/*' : ''} ${reason}`);
}

export function startLines({ invocations }: Trace): readonly string[] {
  return invocations.map(({ argv }) => argv.join(' '));
}

export function warningCodes({ warnings }: Trace): readonly string[] {
  return warnings.map(({ code }) => code);
}
