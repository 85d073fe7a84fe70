import { environmentValue } from '../../program/search-path.ts';
import { type Field, joined, known, type Options, unknown, unknownOptions } from './field.ts';
import type { ShellState } from './shell-state.ts';
import { defaultSeparators } from './split-fields.ts';

/** What a shell sets by itself, and what nobody knows beforehand. */
const unknowable = new Set([
  ...['?', '$', '!', '-', 'RANDOM', 'SECONDS', 'LINENO', 'UID', 'EUID', 'PPID', 'HOSTNAME', 'OPTARG', 'OPTIND', 'REPLY', 'PIPESTATUS'],
  ...['FUNCNAME', 'BASHPID', 'EPOCHSECONDS', 'EPOCHREALTIME', 'BASH_REMATCH', 'MAPFILE', 'COLUMNS', 'LINES', 'SRANDOM', 'GROUPS', 'OLDPWD'],
]);

/**
 * What a parameter may be; each alternative is a list, as of `$@` and of arrays.
 * @returns null where it is not set
 */
export function lookUp(state: ShellState, name: string): Options | null {
  if (name === '@' || name === '*') return state.positional;
  if (name === '0') return [[state.name]];
  if (/^[1-9]\d{0,4}$/.test(name)) return positional(state.positional, Number(name));
  if (name === '#') return counts(state.positional);
  const value = state.variables.get(name);
  if (value !== undefined) return value;
  if (name === 'PWD') return state.workingDir === null ? unknownOptions('$PWD') : [[known(state.workingDir)]];
  if (name === 'IFS') return [[known(defaultSeparators)]];
  if (name === 'BASH_SOURCE') return [[state.source.path === null ? state.name : known(state.source.path)]];
  return unknowable.has(name) ? unknownOptions(`$${name}`) : null;
}

function positional(options: Options, number: number): Options | null {
  const found = options.map((fields) => fields[number - 1]).filter((field) => field !== undefined);
  return found.length === 0 ? null : found.map((field) => [field]);
}

function counts(options: Options): Options {
  return options.map((fields) => [fields.some(({ mayVanish }) => mayVanish) ? unknown('$#') : known(String(fields.length))]);
}

/** The first value that is wholly known. */
export function knownValue(state: ShellState, name: string): string | null {
  return (
    lookUp(state, name)
      ?.flatMap((fields): readonly Field[] => [joined(fields)])
      .find(({ isKnown }) => isKnown)?.text ?? null
  );
}

/**
 * The environment of a program that is started here. A variable with several values has the one that was set last; of PATH all
 * directories count, so that a program is found on whichever way.
 */
export function environment(state: ShellState, env: readonly string[]): readonly string[] {
  let lines: string[] | null = null;
  for (const name of state.exported) {
    const value = name === 'PATH' ? allDirectories(state) : exportedValue(state, name);
    if (value === null || environmentValue(lines ?? env, name) === value) continue;
    lines ??= [...env];
    const at = lines.findLastIndex((line) => line.startsWith(`${name}=`));
    if (at < 0) lines.push(`${name}=${value}`);
    else lines[at] = `${name}=${value}`;
  }
  return lines ?? env;
}

function exportedValue(state: ShellState, name: string): string | null {
  const last = state.variables.get(name)?.findLast((fields) => fields.every(({ isKnown }) => isKnown));
  return last === undefined ? null : joined(last).text;
}

/** By value of PATH: it is asked for with every program. */
const knownDirectories = new WeakMap<Options, string>();

function allDirectories({ variables }: ShellState): string | null {
  const options = variables.get('PATH');
  if (options === undefined) return null;
  const told = knownDirectories.get(options);
  if (told !== undefined) return told;
  const directories = options.flatMap((fields) => joined(fields).text.split(':')).filter((directory) => !/[$`]/.test(directory));
  const path = [...new Set(directories)].join(':');
  knownDirectories.set(options, path);
  return path;
}
