import { shellTracer } from '../../../src/advise/shell/shell-tracer.ts';
import type { Trace } from '../../../src/advise/tracer.ts';
import { resolvePath } from '../../../src/filesystem/resolve-path.ts';
import { program } from '../../analyzers/programs.ts';
import type { EntryInput } from '../../support/layers.ts';
import { invocationOf, sceneOf } from './scene.ts';

export type ScriptInput = {
  readonly text: string;
  readonly args?: readonly string[];
  readonly env?: readonly string[];
  readonly files?: Readonly<Record<string, EntryInput>>;
  readonly shell?: 'bash' | 'dash';
  readonly workingDir?: string;
  readonly platform?: string;
};

/** Finds in a script, which is the entrypoint of an image, what it starts and needs. */
export async function traceScript(input: ScriptInput): Promise<Trace> {
  const strings = input.shell === 'dash' ? ['', 'OPTIND'] : ['', 'BASH_VERSION', 'OPTIND'];
  const files = { '/bin/sh': program({ strings }), ...input.files, '/entry.sh': { content: input.text, mode: 0o755 } };
  const scene = await sceneOf(files, {}, input.platform);
  const { env = [], workingDir = '/' } = input;
  const invocation = invocationOf(['/bin/sh', '/entry.sh', ...(input.args ?? [])], { env, workingDir });
  const trace = await shellTracer.traceProgram(resolvePath(scene.view.tree, '/bin/sh')!, invocation, scene);
  if (trace === null) throw new Error('expected /bin/sh to be a shell');
  return trace;
}

/** Each command in one line, in the order of the script. */
export async function startedBy(input: ScriptInput): Promise<readonly string[]> {
  return (await traceScript(input)).invocations.map(({ argv }) => argv.join(' '));
}

/** Paths and reasons, without the script itself. */
export async function neededBy(input: ScriptInput): Promise<readonly string[]> {
  const { needs } = await traceScript(input);
  return needs.slice(1).map(({ path, reason, extent }) => `${path} ${reason}${extent === 'subtree' ? ' with all below' : ''}`);
}

export async function warningsOf(input: ScriptInput): Promise<readonly string[]> {
  return (await traceScript(input)).warnings.map(({ code, line, text }) => `${line} ${code}: ${text}`);
}
