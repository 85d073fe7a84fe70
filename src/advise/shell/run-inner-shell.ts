import { emitStart } from './emit-start.ts';
import { expandText } from './expand-word.ts';
import type { Fields } from './field.ts';
import type { Call } from './run-command.ts';
import { runText } from './run-text.ts';
import { isShellName, parseShellArguments, type ShellArguments } from './shell-arguments.ts';
import type { ShellContext } from './shell-context.ts';
import { fork, type ShellState } from './shell-state.ts';

/** Whether a shell is told to run what is not wholly known: a text, its arguments, a script. */
export function isOpenShell(fields: Fields): boolean {
  const told = toldTo(fields);
  if (told === null || told.kind === 'input') return false;
  return fields.slice(told.at, told.kind === 'file' ? told.at + 1 : undefined).some(({ isKnown }) => !isKnown);
}

/** A shell with text in which something is not known, or that comes from its input: it is run here, with what is known here. */
export function runShell(context: ShellContext, state: ShellState, call: Call, fields: Fields): boolean {
  const told = toldTo(fields);
  if (told === null || (told.kind !== 'input' && !isOpenShell(fields))) return false;
  if (told.kind === 'input') return runInput(context, state, call, fields);
  emitShell(context, call, fields);
  if (told.kind === 'text') runInside(context, state, call, fields[told.at]!.text, fields.slice(told.at + 1));
  return true;
}

function toldTo(fields: Fields): ShellArguments | null {
  return isShellName(fields[0]?.text ?? '') ? parseShellArguments(fields.map(({ text }) => text)) : null;
}

/** So that the shell is kept, and nobody wonders what it runs. */
function emitShell(context: ShellContext, { environment }: Call, [shell]: Fields): void {
  emitStart(context, environment, [shell!.text, '-c', '']);
}

/** @param args `$0` first */
function runInside(context: ShellContext, state: ShellState, { node }: Call, text: string, args: Fields): void {
  const inner = { ...fork(state), returned: null, name: args[0] ?? state.name, positional: [args.slice(1)] };
  runText(context, inner, text, node.pos);
}

/** What a here-document says, what a pipe hands on, or a file that takes the place of the input. */
function runInput(context: ShellContext, state: ShellState, call: Call, fields: Fields): boolean {
  const { environment } = call;
  const text = inputText(call);
  if (text !== null) {
    emitShell(context, call, fields);
    runInside(context, state, call, text, []);
    return true;
  }
  const files = inputFiles(context, state, call);
  for (const file of files) emitStart(context, environment, [fields[0]!.text, file]);
  return files.length > 0;
}

/** What stands in a here-document, or comes through a pipe of which that is known. */
export function inputText({ node, environment }: Call): string | null {
  const document = node.redirects.findLast((redirect) => redirect.type === 'HereDoc');
  return document === undefined ? (environment.input?.join('\n') ?? null) : document.body.text;
}

/** By `<`. */
export function inputFiles(context: ShellContext, state: ShellState, { node }: Call): readonly string[] {
  const redirect = node.redirects.findLast((one) => one.type !== 'HereDoc' && one.operator === '<');
  if (
    redirect === undefined ||
    redirect.type === 'HereDoc' ||
    redirect.target === undefined ||
    redirect.target.parts?.[0]?.type === 'ProcessSubstitution'
  )
    return [];
  return expandText(context, state, redirect.target).flatMap(([field]) => (field?.isKnown ? [field.text] : []));
}
