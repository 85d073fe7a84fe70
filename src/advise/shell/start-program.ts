import { posix } from 'node:path';
import { emitStart } from './emit-start.ts';
import type { Fields } from './field.ts';
import { innerCommands } from './inner-commands.ts';
import { keepArguments } from './keep-arguments.ts';
import { keepPrograms } from './keep-programs.ts';
import type { Call } from './run-command.ts';
import { runText } from './run-text.ts';
import { isShellName, parseShellArguments } from './shell-arguments.ts';
import { type ShellContext, spend } from './shell-context.ts';
import { fork, type ShellState } from './shell-state.ts';
import { tellUnresolved } from './tell-unresolved.ts';

const maxNesting = 16;

/** A command that is no function and no builtin. What its arguments start is found by those who look at it; what they cannot know is told here. */
export function startProgram(context: ShellContext, state: ShellState, call: Call): void {
  const [first] = call.fields;
  if (first === undefined) return;
  keepArguments(context, state, call.fields);
  if (posix.basename(first.text) === 'which') keepPrograms(context, state, call.fields.slice(1));
  startFields(context, state, call, call.fields, 0);
}

function startFields(context: ShellContext, state: ShellState, call: Call, fields: Fields, nesting: number): void {
  const [first] = fields;
  if (first === undefined || nesting > maxNesting || !spend(context, 1)) return;
  if (!first.isKnown) {
    tellUnresolved(context, state, call, first);
    return;
  }
  if (runShell(context, state, call, fields)) return;
  const inner = innerCommands(fields);
  if (inner.every((command) => isTold(command, nesting))) {
    emitStart(context, call.environment, argvOf(fields));
    return;
  }
  // The program alone: what it would start is not for others to guess.
  emitStart(context, call.environment, [first.text]);
  for (const command of inner) startFields(context, state, call, command, nesting + 1);
}

function argvOf(fields: Fields): readonly string[] {
  return fields.filter(({ mayVanish }) => !mayVanish).map(({ text }) => text);
}

/** Whether the words alone say what is started. */
function isTold(fields: Fields, nesting: number): boolean {
  const [first] = fields;
  if (first === undefined || nesting > maxNesting) return true;
  if (!first.isKnown || shellText(fields)?.isKnown === false) return false;
  return innerCommands(fields).every((command) => isTold(command, nesting + 1));
}

function shellText(fields: Fields): Fields[number] | undefined {
  if (!isShellName(fields[0]?.text ?? '')) return undefined;
  const told = parseShellArguments(fields.map(({ text }) => text));
  return told.kind === 'text' ? fields[told.at] : undefined;
}

/** A shell with text in which something is not known, or that comes from a here-document: it is run here, with what is known here. */
function runShell(context: ShellContext, state: ShellState, call: Call, fields: Fields): boolean {
  const text = shellText(fields);
  const given = text === undefined ? inputText(call, fields) : text.isKnown ? null : text.text;
  if (given === null) return false;
  // So that the shell is kept, and nobody wonders what it runs.
  emitStart(context, call.environment, [fields[0]!.text, '-c', '']);
  runText(context, { ...fork(state), returned: null }, given, call.node.pos);
  return true;
}

function inputText({ node }: Call, fields: Fields): string | null {
  if (!isShellName(fields[0]?.text ?? '') || parseShellArguments(fields.map(({ text }) => text)).kind !== 'input') return null;
  const document = node.redirects.find((redirect) => redirect.type === 'HereDoc');
  return document === undefined ? null : document.body.text;
}
