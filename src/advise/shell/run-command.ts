import type { Assignment, Command, Word } from 'unbash';
import { setElement } from './array-element.ts';
import { builtinEffects } from './builtin-effects.ts';
import { isBuiltin } from './builtins.ts';
import { callFunction } from './call-function.ts';
import { effectsOnVariables } from './effects-on-variables.ts';
import { expandArray, expandText, expandWords } from './expand-word.ts';
import { type Field, type Fields, follow, glue, known, type Options, product, unknown } from './field.ts';
import { keepNarrowed } from './keep-narrowed.ts';
import { lookUp } from './look-up.ts';
import { runNested } from './run-nested.ts';
import { runRedirect } from './run-redirect.ts';
import { type ShellContext, spend } from './shell-context.ts';
import { assign, fork, join, type ShellState } from './shell-state.ts';
import { startProgram } from './start-program.ts';
import { tellUnresolved, warnUnread } from './tell-unresolved.ts';

/** A command as it is about to run. */
export type Call = {
  readonly node: Command;
  /** The name, and its arguments. */
  readonly fields: Fields;
  /** With the assignments in front of it. */
  readonly environment: ShellState;
};

export function runCommand(context: ShellContext, state: ShellState, node: Command): void {
  const assignments = node.prefix.filter((item) => item.type === 'Assignment');
  for (const item of [...assignments, ...(node.name === undefined ? [] : [node.name]), ...node.args]) runNested(context, state, item);
  const inner = node.redirects.length + assignments.length === 0 ? state : fork(state);
  for (const redirect of node.redirects) runRedirect(context, inner, redirect);
  if (node.name === undefined) {
    for (const assignment of assignments) runAssignment(context, state, assignment);
    return;
  }
  const options = commandWords(context, state, node.name, node.args);
  for (const assignment of assignments) {
    runAssignment(context, inner, assignment);
    inner.exported.add(assignment.name);
  }
  runEach(context, state, options, (way, fields) => dispatch(context, way, { node, fields, environment: inner }));
}

/** In each alternative on its own, after which nobody knows which one it was. */
function runEach(context: ShellContext, state: ShellState, options: Options, run: (state: ShellState, fields: Fields) => void): void {
  const [only] = options;
  if (options.length === 1 && only !== undefined) {
    run(state, only);
    return;
  }
  const ways: ShellState[] = [];
  for (const fields of options) {
    if (!spend(context, 1 + state.variables.size / 4)) break;
    const way = fork(state);
    run(way, fields);
    ways.push(way);
  }
  if (ways.length > 0) join(state, ways);
}

function commandWords(context: ShellContext, state: ShellState, name: Word, args: Command['args']): Options {
  let options = expandWords(context, state, [name]);
  for (const arg of args) {
    const more = arg.type === 'Word' ? expandWords(context, state, [arg]) : assignmentWord(context, state, arg);
    options = product(options, more, follow);
    spend(context, options.length / 4);
  }
  return options;
}

/** `export A=b`: one word, in which the value does not fall apart. */
function assignmentWord(context: ShellContext, state: ShellState, { name, value, text }: Assignment): Options {
  return value.type === 'ArrayValue' ? [[unknown(text)]] : product([[known(`${name}=`)]], expandText(context, state, value), glue);
}

export function runAssignment(context: ShellContext, state: ShellState, assignment: Assignment): void {
  const { name, value, append, index } = assignment;
  const isArray = value.type === 'ArrayValue';
  const given = isArray ? expandArray(context, state, value) : expandText(context, state, value);
  const before = lookUp(state, name);
  if (index !== undefined) assign(state, name, setElement(before ?? [[]], indexText(context, state, index), given, append === true));
  else if (append && before !== null) assign(state, name, product(before, given, isArray ? follow : glue));
  else assign(state, name, given);
  if (name === 'LD_PRELOAD') keepPreloaded(context, state, given, assignment);
}

/** `A[1]`, `A[$i]`, and `A[i]`, which is a number too where one is in `i`. */
function indexText(context: ShellContext, state: ShellState, index: Word): string {
  const text = onlyText(expandText(context, state, index)) ?? index.text;
  return (/^[A-Za-z_]\w*$/.test(text) ? onlyText(lookUp(state, text) ?? []) : null) ?? text;
}

/** null where it may be something else, or is not one word. */
function onlyText(options: Options): string | null {
  const [fields, ...others] = options;
  const [field, ...more] = fields ?? [];
  return field?.isKnown === true && others.length + more.length === 0 ? field.text : null;
}

/** Nothing else says what it loads; the loader looks for what is known of it. */
function keepPreloaded(context: ShellContext, state: ShellState, given: Options, { text, pos }: Assignment): void {
  for (const field of given.flat()) {
    const isTold = field.isKnown || keepNarrowed(context, state, field, 'may be loaded by').isComplete;
    if (!isTold && !/\$\{?LD_PRELOAD\b/.test(field.text)) warnUnread(context, state, text, pos);
  }
}

/** A function, then what the shell does by itself, then a program. */
export function dispatch(context: ShellContext, state: ShellState, call: Call): void {
  const [first] = call.fields;
  if (first === undefined) {
    tellNothing(context, state, call);
    return;
  }
  if (first.text === '') return;
  if (!first.isKnown) {
    tellUnresolved(context, state, call, first);
    return;
  }
  if (context.functions.has(first.text)) {
    callFunction(context, state, first.text, call.fields.slice(1));
    return;
  }
  dispatchKnown(context, state, call, first);
}

/** The same without functions, as `command` and `builtin` have it. */
export function dispatchKnown(context: ShellContext, state: ShellState, call: Call, first: Field): void {
  if (!isBuiltin(context.kind, first.text)) startProgram(context, state, call);
  else if (Object.hasOwn(builtinEffects, first.text)) builtinEffects[first.text]!(context, state, call);
  else if (Object.hasOwn(effectsOnVariables, first.text)) effectsOnVariables[first.text]!(context, state, call);
}

/** A script that runs its arguments, and an image that gives it none. */
function tellNothing(context: ShellContext, state: ShellState, { node }: Call): void {
  const word = node.name?.value === 'exec' ? node.args[0] : node.name;
  if (!/^"?\$\{?[@1]\}?"?$/.test(word?.text ?? '') || context.running.size > 0) return;
  const text = 'it runs its arguments, and the image gives it none: name the command with --exec';
  context.findings.warn('shell-arguments-missing', text, state.source.path, state.source.lineAt(node.pos));
}
