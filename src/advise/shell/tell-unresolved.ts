import { posix } from 'node:path';
import { emitStart } from './emit-start.ts';
import type { Field } from './field.ts';
import { narrowedPaths } from './narrowed-paths.ts';
import type { Call } from './run-command.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';

/** UTF-16 units of a command that are shown. */
const maxShown = 120;

/** A variable as a command: told with the words as they stand; any function may be meant, and a path of which only the end is known is tried by its name. */
export function tellUnresolved(context: ShellContext, state: ShellState, call: Call, first: Field): void {
  // `"$name=$value"` as `eval` makes it: an assignment to somebody.
  if (/^\$\{?\w+\}?\+?=/.test(first.text)) return;
  context.isUnsure = true;
  warnUnresolved(context, state, commandOf(call), call.node.pos);
  const args = call.fields.slice(1).map(({ text }) => text);
  for (const path of narrowedPaths(context, state, first.text).paths) emitStart(context, state, [path, ...args], 'guessed');
  const name = posix.basename(first.text);
  if (first.text.includes('/') && /^[\w.+-]+$/.test(name)) emitStart(context, state, [name, ...args], 'guessed');
}

/** As it stands in the script. */
export function commandOf({ node, fields }: Call): string {
  return [node.name?.text ?? fields[0]?.text ?? '', ...node.args.map(({ text }) => text)].join(' ');
}

export function warnUnresolved(context: ShellContext, state: ShellState, words: string, offset: number): void {
  const text = `what it runs by ${shown(words)} cannot be told beforehand: name the program with --exec, or keep it with --keep`;
  context.findings.warn('shell-unresolved-command', text, state.source.path, state.source.lineAt(offset));
}

/** A file that is read, and of which too little is known to keep it. */
export function warnUnread(context: ShellContext, state: ShellState, words: string, offset: number): void {
  const text = `which file it reads by ${shown(words)} cannot be told beforehand: keep it with --keep if the image has it`;
  context.findings.warn('shell-unresolved-file', text, state.source.path, state.source.lineAt(offset));
}

function shown(words: string): string {
  const line = words.replace(/\s+/g, ' ');
  return line.length > maxShown ? `${line.slice(0, maxShown)}…` : line;
}
