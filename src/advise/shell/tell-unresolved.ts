import { posix } from 'node:path';
import { emitStart } from './emit-start.ts';
import type { Field } from './field.ts';
import type { Call } from './run-command.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';

/** UTF-16 units of a command that are shown. */
const maxShown = 120;

/** A variable as a command: told with the words as they stand; any function may be meant, and a path of which only the end is known is tried by its name. */
export function tellUnresolved(context: ShellContext, state: ShellState, { node, fields }: Call, first: Field): void {
  // `"$name=$value"` as `eval` makes it: an assignment to somebody.
  if (/^\$\{?\w+\}?\+?=/.test(first.text)) return;
  context.isUnsure = true;
  const words = [node.name?.text ?? first.text, ...node.args.map(({ text }) => text)].join(' ').replace(/\s+/g, ' ');
  warnUnresolved(context, state, words, node.pos);
  const name = posix.basename(first.text);
  if (first.text.includes('/') && /^[\w.+-]+$/.test(name)) {
    emitStart(context, state, [name, ...fields.slice(1).map(({ text }) => text)], 'guessed');
  }
}

export function warnUnresolved(context: ShellContext, state: ShellState, words: string, offset: number): void {
  const shown = words.length > maxShown ? `${words.slice(0, maxShown)}…` : words;
  const text = `what it runs by ${shown} cannot be told beforehand: name the program with --exec, or keep it with --keep`;
  context.findings.warn('shell-unresolved-command', text, state.source.path, state.source.lineAt(offset));
}
