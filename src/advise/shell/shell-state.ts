import { type Field, type Fields, fieldsKey, known, type Options, union, unknownOptions } from './field.ts';
import type { ScriptSource } from './script-source.ts';

/** What a shell may know at one place of a script. Changed in place; `fork` makes a copy for what may or may not happen. */
export type ShellState = {
  /** What is not in it is not set. */
  readonly variables: Map<string, Options>;
  readonly exported: Set<string>;
  /** `set -a`: what is assigned is exported. */
  exportsAll: boolean;
  /** Of `$1` and on. */
  positional: Options;
  /** `$0`. */
  name: Field;
  /** Absolute; null after a `cd` to somewhere unknown. */
  workingDir: string | null;
  /** Where the command at hand stands. */
  source: ScriptSource;
  /** Lines that standard input may give; null where nobody knows. */
  input: readonly string[] | null;
  /**
   * How many conditions on the way here are not met with the arguments and the environment of the image. Such a way is gone all the
   * same, as a container may be started with others, but what it changes is forgotten where a better one comes back.
   */
  unlikely: number;
  /** Nothing of this list runs any more: `exit`, `exec`, `return`. */
  isOver: boolean;
  /** Where `return` went; null outside of functions and sourced files. */
  returned: ShellState[] | null;
};

export function fork(state: ShellState): ShellState {
  return { ...state, variables: new Map(state.variables), exported: new Set(state.exported) };
}

/** A value from here on, in the place of what was there. */
export function assign(state: ShellState, name: string, options: Options): void {
  state.variables.set(name, options);
  if (state.exportsAll) state.exported.add(name);
}

/** Variables of which nobody knows any more what is in them. */
export function forget(state: ShellState, names: Fields): void {
  for (const { text } of names) assign(state, text, unknownOptions(`$${text}`));
}

/** The state after one of several ways was taken. Those that ended do not come back, and of the others the likeliest count. */
export function join(state: ShellState, ways: readonly ShellState[]): void {
  const open = ways.filter(({ isOver }) => !isOver);
  state.isOver = open.length === 0;
  if (open.length === 0) return;
  state.unlikely = Math.min(...open.map(({ unlikely }) => unlikely));
  const alive = open.filter(({ unlikely }) => unlikely === state.unlikely);
  joinVariables(state, alive);
  for (const { exported } of alive) for (const name of exported) state.exported.add(name);
  state.positional = joinOptions(alive.map(({ positional }) => positional));
  const [first] = alive;
  state.exportsAll = alive.some(({ exportsAll }) => exportsAll);
  state.workingDir = alive.every(({ workingDir }) => workingDir === first!.workingDir) ? first!.workingDir : null;
}

function joinVariables(state: ShellState, ways: readonly ShellState[]): void {
  const joined = new Map<string, Options>();
  for (const { variables } of ways) for (const name of variables.keys()) if (!joined.has(name)) joined.set(name, joinVariable(ways, name));
  state.variables.clear();
  for (const [name, options] of joined) state.variables.set(name, options);
}

function joinVariable(ways: readonly ShellState[], name: string): Options {
  const values = ways.map(({ variables }) => variables.get(name));
  const [first] = values;
  if (first !== undefined && values.every((value) => value === first)) return first;
  // One that is not set on some ways is empty there, which a default in an expansion replaces.
  const set = values.filter((value) => value !== undefined);
  return set.length === values.length ? joinOptions(set) : union([[[known('')]], ...set]);
}

function joinOptions(all: readonly Options[]): Options {
  const [first] = all;
  return all.every((options) => options === first) ? first! : union(all);
}

/** To see whether a loop still changes something. */
export function positionalKey({ positional }: ShellState): string {
  return positional.map(fieldsKey).sort().join('\n');
}
