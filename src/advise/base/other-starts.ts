import { posix } from 'node:path';
import { isFile, modeOf } from '../../analyze/node-columns.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import type { Kept } from '../closure.ts';
import type { Invocation, Scene } from '../tracer.ts';
import type { StartedRuntime } from './started-runtime.ts';

export type OtherStarts = {
  readonly runtime: StartedRuntime;
  /** Files of the runtime. */
  readonly left: ReadonlySet<Node>;
  /** The program of the base in its place. */
  readonly program: string;
};

/** What else starts a program of the runtime, by a name that a base does not have: one phrase each. */
export function otherStarts(starts: OtherStarts, invocations: readonly Invocation[], scene: Scene): readonly string[] {
  const { tree } = scene.view;
  return invocations.flatMap((invocation) => {
    const { argv, env, workingDir, from, reason } = invocation;
    const found = locateProgram(tree, argv[0]!, { directories: searchPath(env), workingDirectory: workingDir });
    if (found === null || !starts.left.has(found.node) || isOfImage(starts.runtime, invocation, scene)) return [];
    const isThere = found.node === starts.runtime.program && isFoundOnBase(argv[0]!, env, starts);
    return isThere ? [] : [`${from ?? reason} starts ${argv[0]}`];
  });
}

/** The command itself, which is written anew. */
function isOfImage({ commands, wrappers }: StartedRuntime, { argv, from }: Invocation, { view: { tree } }: Scene): boolean {
  const by = from === null ? null : resolvePath(tree, from);
  const isByEngine = from === null || (by !== null && wrappers.includes(by));
  return isByEngine && commands.some((command) => isSame(command, argv));
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, at) => word === b[at]);
}

/** Whether what is started so is the program of the base there. */
export function isFoundOnBase(name: string, env: readonly string[], { program }: OtherStarts): boolean {
  if (name.includes('/')) return name === program;
  return name === posix.basename(program) && searchPath(env).includes(posix.dirname(program));
}

/** Kept programs whose first line names the runtime; what the command itself is given is started by nobody else. */
export function scriptsOf(starts: OtherStarts, kept: ReadonlyMap<Node, Kept>, scene: Scene): readonly string[] {
  const { tree, script, image } = scene.view;
  const { env, workingDir } = image.config.config;
  const given = new Set(
    starts.runtime.commands.flatMap((command) => command.slice(1)).map((word) => resolvePath(tree, posix.resolve('/', workingDir, word))),
  );
  return [...kept.keys()].flatMap((node) => {
    const facts = script(node);
    if (facts === null || given.has(node) || !isFile(tree, node) || (modeOf(tree, node) & 0o111) === 0) return [];
    const words = [facts.interpreter, ...(facts.argument ?? '').split(/\s+/)];
    const isNamed = words.some((word) => {
      const found = locateProgram(tree, word, { directories: searchPath(env), workingDirectory: '/' });
      return found !== null && starts.left.has(found.node) && !isFoundOnBase(word, env, starts);
    });
    return isNamed ? [`${tree.path(node)} names ${words.join(' ').trim()} in its first line`] : [];
  });
}
