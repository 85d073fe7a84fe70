import { posix } from 'node:path';
import { emitStart } from './emit-start.ts';
import { type Fields, known } from './field.ts';
import { innerCommands } from './inner-commands.ts';
import { isReader, keepArguments, keepOpenArguments } from './keep-arguments.ts';
import { keepPrograms } from './keep-programs.ts';
import { narrowedPaths } from './narrowed-paths.ts';
import { openScript } from './open-script.ts';
import { filledCommand, filledCommands, placedCommands } from './placed-commands.ts';
import type { Call } from './run-command.ts';
import { isOpenShell, runShell } from './run-inner-shell.ts';
import { type ShellContext, spend } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';
import { commandOf, tellUnresolved, warnUnread, warnUnresolved } from './tell-unresolved.ts';

const maxNesting = 16;
/** Files that a program may be given in the place of one that is not known, each in a start of its own. */
const maxAlternatives = 8;

/** A command that is no function and no builtin. What its arguments start is found by those who look at it; what they cannot know is told here. */
export function startProgram(context: ShellContext, state: ShellState, call: Call): void {
  const [first] = call.fields;
  if (first === undefined) return;
  keepArguments(context, state, call.fields);
  if (keepOpenArguments(context, state, call.fields)) warnUnread(context, state, commandOf(call), call.node.pos);
  if (posix.basename(first.text) === 'which') keepPrograms(context, state, call.fields.slice(1));
  startFields(context, state, call, call.fields, 0);
  if (isReader(first.text)) startAlternatives(context, state, call);
}

/** With each of the few files that the one word may be of which a part is not known. */
function startAlternatives(context: ShellContext, state: ShellState, call: Call): void {
  const open = call.fields.flatMap((field, at) => (at > 0 && !field.isKnown && field.text.startsWith('/') ? [at] : []));
  const [at] = open;
  if (at === undefined || open.length > 1) return;
  const { paths } = narrowedPaths(context, state, call.fields[at]!.text);
  if (paths.length > maxAlternatives) return;
  const environment = { ...call.environment, unlikely: call.environment.unlikely + 1 };
  for (const path of paths) {
    const fields = call.fields.map((field, index) => (index === at ? known(path) : field));
    startFields(context, state, { ...call, fields, environment }, fields, 0);
  }
}

function startFields(context: ShellContext, state: ShellState, call: Call, fields: Fields, nesting: number): void {
  const [first] = fields;
  if (first === undefined || nesting > maxNesting || !spend(context, 1)) return;
  if (!first.isKnown) {
    tellUnresolved(context, state, { ...call, fields }, first);
    return;
  }
  tellOpen(context, state, call, fields);
  if (runShell(context, state, call, fields)) return;
  const placed = placedCommands(context, call.environment, fields);
  const isPlaced = placed.some((one) => isOpen(filledCommand(one)));
  const inner = isPlaced ? placed.flatMap(filledCommands) : innerCommands(fields);
  if (!isPlaced && inner.every((command) => isTold(command, nesting))) {
    emitStart(context, call.environment, argvOf(fields, inner.length > 0));
    return;
  }
  // The program alone: what it would start is not for others to guess.
  emitStart(context, call.environment, [first.text]);
  for (const command of inner) startFields(context, state, call, command, nesting + 1);
}

/** What is run from a directory, or is a script, of which nobody knows which. */
function tellOpen(context: ShellContext, state: ShellState, call: Call, fields: Fields): void {
  const [first] = fields;
  const script = openScript(fields);
  const isRelative = first!.text.includes('/') && !first!.text.startsWith('/') && call.environment.workingDir === null;
  const narrowed = script === null ? null : narrowedPaths(context, state, script.text);
  const isFound = narrowed === null || (narrowed.isComplete && narrowed.paths.length > 0 && narrowed.paths.length <= maxAlternatives);
  if (isRelative || !isFound) warnUnresolved(context, state, commandOf(call), call.node.pos);
}

/** What may be no word is no argument, but for a program that takes the words after it for a command. */
function argvOf(fields: Fields, isRunner: boolean): readonly string[] {
  return fields.filter(({ mayVanish }) => isRunner || !mayVanish).map(({ text }) => text);
}

/** Whether a command depends on what is not known of it. */
function isOpen(fields: Fields): boolean {
  const [first] = fields;
  if (first === undefined) return false;
  return !first.isKnown || isOpenShell(fields) || openScript(fields) !== null || innerCommands(fields).some(isOpen);
}

/** Whether the words alone say what is started. */
function isTold(fields: Fields, nesting: number): boolean {
  const [first] = fields;
  if (first === undefined || nesting > maxNesting) return true;
  if (!first.isKnown || isOpenShell(fields)) return false;
  return innerCommands(fields).every((command) => isTold(command, nesting + 1));
}
