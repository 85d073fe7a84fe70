import type { CommandNode, ParsedScript, PipelineNode, Statement, Word } from 'unbash';
import { changedDirectory } from './changed-directory.ts';
import { commandOutput } from './command-output.ts';
import { expandWords } from './expand-word.ts';
import type { ShellContext } from './shell-context.ts';
import { fork, type ShellState } from './shell-state.ts';

/** Lines that something may print, in each alternative. */
export type Output = readonly (readonly string[])[];

/** What comes out as it went in, or less of it. */
const filters = new Set(['sort', 'uniq', 'head', 'tail', 'grep', 'egrep', 'fgrep', 'tac', 'tee']);

/** Of `$(…)` in `$(…)` whose output is worked out; each costs the work of all in it. */
const maxValues = 6;

/** What a script in `$(…)` prints, as far as that can be told without running it; null where it cannot. */
export function substituted(context: ShellContext, state: ShellState, script: ParsedScript): Output | null {
  if (context.substitutions >= maxValues) return null;
  context.substitutions += 1;
  const printed = printedBy(context, state, script.commands);
  context.substitutions -= 1;
  return printed;
}

/** Where there are several commands, a `cd` before the last. */
function printedBy(context: ShellContext, state: ShellState, statements: readonly Statement[]): Output | null {
  const last = statements.at(-1);
  if (last === undefined) return null;
  const here = fork(state);
  for (const { command } of statements.slice(0, -1)) if (!goesTo(context, here, command)) return null;
  return nodeOutput(context, here, last.command);
}

function nodeOutput(context: ShellContext, state: ShellState, node: Statement['command']): Output | null {
  if (node.type === 'AndOr')
    return listOutput(
      context,
      state,
      node.commands,
      node.operators.every((operator) => operator === '||'),
    );
  if (node.type !== 'Pipeline') return outputOf(context, state, node);
  const [first, ...rest] = node.commands;
  return first === undefined || !rest.every(isFilter) ? null : outputOf(context, state, first);
}

/** Whether it hands on what it reads, or less of it. */
export function isFilter(command: CommandNode): boolean {
  return command.type === 'Command' && filters.has(command.name?.value ?? '');
}

/** `a || b` prints what either does; `cd x && pwd` what the last does. */
function listOutput(context: ShellContext, state: ShellState, nodes: readonly PipelineNode[], isEither: boolean): Output | null {
  if (!isEither) {
    const here = fork(state);
    for (const node of nodes.slice(0, -1)) if (!goesTo(context, here, node)) return null;
    return nodeOutput(context, here, nodes.at(-1)!);
  }
  const outputs = nodes.flatMap((node) => (printsNothing(node) ? [] : [nodeOutput(context, state, node)]));
  return outputs.some((output) => output === null) ? null : outputs.flatMap((output) => output ?? []);
}

function printsNothing(node: PipelineNode): boolean {
  return node.type === 'Command' && ['true', ':', 'exit', 'return'].includes(node.name?.value ?? '');
}

function goesTo(context: ShellContext, state: ShellState, node: Statement['command']): boolean {
  if (node.type !== 'Command' || node.name?.value !== 'cd') return false;
  const [fields] = expandWords(context, state, wordsOf(node.args));
  state.workingDir = changedDirectory(state, fields ?? []);
  return state.workingDir !== null;
}

/** What one command prints; null for anything but the few that are understood. */
export function outputOf(context: ShellContext, state: ShellState, node: CommandNode): Output | null {
  if (node.type !== 'Command' || node.name === undefined) return null;
  const found: (readonly string[])[] = [];
  for (const fields of expandWords(context, state, [node.name, ...wordsOf(node.args)])) {
    if (!fields.every(({ isKnown }) => isKnown)) return null;
    const lines = commandOutput(
      context,
      state,
      fields.map(({ text }) => text),
    );
    if (lines === null) return null;
    found.push(lines);
  }
  return found;
}

function wordsOf(args: readonly (Word | { readonly type: 'Assignment' })[]): readonly Word[] {
  return args.filter((arg) => arg.type === 'Word');
}
