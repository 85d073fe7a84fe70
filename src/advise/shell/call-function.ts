import type { Fields, Options } from './field.ts';
import { runNode } from './run-script.ts';
import { type ShellContext, spend } from './shell-context.ts';
import { fork, join, type ShellState } from './shell-state.ts';

/** Runs a function with these arguments. A name that is defined more than once may be any of them. */
export function callFunction(context: ShellContext, state: ShellState, name: string, args: Fields): void {
  runFunction(context, state, name, [args]);
}

export function runFunction(context: ShellContext, state: ShellState, name: string, positional: Options): void {
  context.called.add(name);
  const definitions = context.functions.get(name) ?? [];
  if (context.running.has(name) || !spend(context, 6 + (state.variables.size * definitions.length) / 4)) return;
  context.running.add(name);
  const ways = definitions.map(({ node, source }) => {
    const way: ShellState = { ...fork(state), positional, source, returned: [] };
    runNode(context, way, node.body);
    return cameBack(way, state);
  });
  context.running.delete(name);
  join(state, ways);
}

/** Where all ways out of a function or a sourced file meet, as the one who called sees it. */
export function cameBack(way: ShellState, { positional, source, returned, name, input }: ShellState): ShellState {
  const back = fork(way);
  join(back, [way, ...(way.returned ?? [])]);
  return { ...back, positional, source, returned, name, input };
}
