import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import type { ScriptFacts } from '../model/facts.ts';
import type { RuntimeConfig } from '../model/image-config.ts';
import { findProgram, type ProgramPlace } from './find-program.ts';
import { searchPath } from './search-path.ts';
import { wrappedCommand } from './wrapped-command.ts';

/** One program on the way from the entrypoint to what does the work. */
export type StartStep = {
  /** Program and arguments, as they are executed. */
  readonly command: readonly string[];
  /** null where the image has no such program. */
  readonly node: Node | null;
  /** `named` by the image, `interpreter` of the script before it, `wrapped` by the program before it. */
  readonly kind: 'named' | 'interpreter' | 'wrapped';
};

/** Longer chains are loops: a script that interprets itself. The kernel stops after five. */
const maxSteps = 16;

/** What a container is told to run: the arguments that follow the image's name in `docker run` would replace `cmd`. */
export function startCommand({ entrypoint, cmd }: Pick<RuntimeConfig, 'entrypoint' | 'cmd'>): readonly string[] {
  return [...entrypoint, ...cmd];
}

/**
 * The programs that a container starts with, as far as files and arguments tell: `#!` lines are followed, and wrappers such as
 * tini. What a script then runs is for those who read it.
 */
export function startChain(tree: ImageTree, config: RuntimeConfig, scriptAt: (node: Node) => ScriptFacts | null): readonly StartStep[] {
  const place: ProgramPlace = { directories: searchPath(config.env), workingDirectory: config.workingDir };
  const steps: StartStep[] = [];
  let kind: StartStep['kind'] = 'named';
  let command = startCommand(config);
  while (command.length > 0 && steps.length < maxSteps) {
    const node = findProgram(tree, command[0]!, place);
    steps.push({ command, node, kind });
    const script = node === null ? null : scriptAt(node);
    const next = script === null ? wrappedCommand(command) : interpreted(script, tree.path(node!), command);
    kind = script === null ? 'wrapped' : 'interpreter';
    command = next ?? [];
  }
  return steps;
}

/** As the kernel does it: interpreter, its one argument, the path of the script, and the arguments of the script. */
function interpreted({ interpreter, argument }: ScriptFacts, path: string, command: readonly string[]): readonly string[] {
  return [interpreter, ...(argument === null ? [] : [argument]), path, ...command.slice(1)];
}
