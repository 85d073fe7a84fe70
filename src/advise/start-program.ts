import type { Node } from '../filesystem/image-tree.ts';
import { locateProgram } from '../program/find-program.ts';
import { environmentValue, searchPath } from '../program/search-path.ts';
import { emptyTrace, need, warning } from './need.ts';
import { partOf } from './part-of.ts';
import type { Invocation, Scene, Trace } from './tracer.ts';

/** Of the program that a script's first line names. */
export const interpreterReason = 'interpreter of';

export type StartedProgram = {
  /** null where the image has no such program. */
  readonly program: Node | null;
  readonly trace: Trace;
};

/** What the kernel does with a program: finds it, and hands a script to the interpreter of its first line. */
export function startProgram(invocation: Invocation, scene: Scene): StartedProgram {
  const { argv, env, workingDir, from, reason, confidence } = invocation;
  const { tree } = scene.view;
  const found = locateProgram(tree, argv[0]!, { directories: searchPath(env), workingDirectory: workingDir });
  if (found === null) return { program: null, trace: { ...emptyTrace, warnings: missingProgram(invocation, scene) } };
  const own = need(found.path, reason, { from, part: partOf(found.node, scene), confidence });
  const interpreted = interpreterOf(found.path, found.node, invocation, scene);
  return { program: found.node, trace: { needs: [own], invocations: interpreted, warnings: [] } };
}

/** In a script many a program is only looked for; what the configuration names must be there. */
function missingProgram({ argv, env, from, confidence }: Invocation, { view }: Scene): Trace['warnings'] {
  const { cmd } = view.image.config.config;
  if (confidence !== 'certain' && argv[0] !== cmd[0]) return [];
  const where = argv[0]!.includes('/') ? '' : `, looked for in PATH=${environmentValue(env, 'PATH') ?? searchPath([]).join(':')}`;
  const text = `the program ${JSON.stringify(argv[0])} is not in the image${where}; what it needs is not known`;
  return [warning('program-not-found', text, from)];
}

function interpreterOf(path: string, node: Node, invocation: Invocation, { view }: Scene): readonly Invocation[] {
  const { argv, env, workingDir, confidence } = invocation;
  const rest = [path, ...argv.slice(1)];
  const next = { env, workingDir, from: path, reason: interpreterReason, confidence };
  const script = view.script(node);
  if (script !== null) {
    return [{ ...next, argv: [script.interpreter, ...(script.argument === null ? [] : [script.argument]), ...rest] }];
  }
  // What the kernel refuses, execvp and every shell hand to a shell.
  return view.kind(node) === 'text' || view.kind(node) === 'empty' ? [{ ...next, argv: ['/bin/sh', ...rest] }] : [];
}
