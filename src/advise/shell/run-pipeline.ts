import type { Pipeline } from 'unbash';
import { keepPath } from './keep-path.ts';
import { runNode, subshell } from './run-script.ts';
import type { ShellContext } from './shell-context.ts';
import { fork, type ShellState } from './shell-state.ts';
import { isFilter, outputOf } from './substituted.ts';

/** Each in a shell of its own; `find … | while read -r x` hands on what is found. */
export function runPipeline(context: ShellContext, state: ShellState, { commands }: Pipeline): void {
  const [only] = commands;
  if (commands.length === 1 && only !== undefined) {
    runNode(context, state, only);
    return;
  }
  let lines = state.input;
  for (const command of commands) {
    const inner = subshell(context, state);
    inner.input = lines;
    if (command.type === 'Command' && command.name?.value === 'xargs') {
      for (const line of lines ?? []) keepPath(context, inner, line, 'named to a program by', true);
    }
    if (!isFilter(command)) lines = outputOf(context, fork(inner), command)?.flat() ?? null;
    runNode(context, inner, command);
  }
}
