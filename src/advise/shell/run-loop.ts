import type { CompoundList, For, Select } from 'unbash';
import { expandWords } from './expand-word.ts';
import { type Options, oneOf, union } from './field.ts';
import { runNested } from './run-nested.ts';
import { runStatements } from './run-script.ts';
import { type ShellContext, spend } from './shell-context.ts';
import { assign, fork, join, positionalKey, type ShellState } from './shell-state.ts';

/** A loop that shifts through its arguments is followed for so many. */
const maxPasses = 24;

/** The variable may be any of the words, all of them at once. */
export function runFor(context: ShellContext, state: ShellState, node: For | Select): void {
  for (const word of node.wordlist ?? []) runNested(context, state, word);
  const words = node.wordlist === undefined ? state.positional : expandWords(context, state, node.wordlist);
  const values: Options = union([words.flatMap((fields) => fields.map((field) => [{ ...field, mayVanish: false }]))]);
  const name = node.name.value;
  assign(state, name, values.length === 0 ? oneOf(['']) : values);
  runWhile(context, state, [node.body]);
}

/** Once for what is there before, and again for what it changes; a loop inside of a loop is run again by that. */
export function runWhile(context: ShellContext, state: ShellState, lists: readonly CompoundList[]): void {
  context.loops += 1;
  const least = context.loops === 1 ? 2 : 1;
  for (let pass = 0; pass < maxPasses; pass++) {
    const before = positionalKey(state);
    const way = fork(state);
    for (const { commands } of lists) runStatements(context, way, commands);
    join(state, [fork(state), way]);
    const isDone = pass + 1 >= least && (context.loops > 2 || positionalKey(state) === before);
    if (isDone || !spend(context, 2 + state.variables.size / 2)) break;
  }
  context.loops -= 1;
}
