import { type Field, type Fields, known, type Options, oneOf, unknownOptions } from './field.ts';
import { lookUp } from './look-up.ts';
import type { Call } from './run-command.ts';
import type { ShellContext } from './shell-context.ts';
import { assign, forget, type ShellState } from './shell-state.ts';
import { splitFields } from './split-fields.ts';

/** Characters of IFS: more are none that anybody means. */
const maxSeparators = 16;

type ReadOptions = {
  readonly names: Fields;
  readonly array: Field | null;
  /** Backslashes are as they are. */
  readonly isRaw: boolean;
  /** Something else than its lines, or less of them. */
  readonly isPartial: boolean;
};

/** One name has the whole line; of several nobody knows which has what. */
export function readLine(_context: ShellContext, state: ShellState, { fields, environment }: Call): void {
  const { names, array, isRaw, isPartial } = readOptions(fields.slice(1));
  const separators = separatorsOf(environment);
  const { input } = environment;
  const lines =
    isPartial || separators === null || input?.length === 0 || (!isRaw && input?.some((line) => line.includes('\\'))) ? null : input;
  const [only] = names;
  if (only !== undefined && names.length === 1 && lines !== null)
    assign(state, only.text, oneOf(lines.map((line) => trimmed(line, separators!))));
  else forget(state, names);
  if (array === null) return;
  if (lines === null) forget(state, [array]);
  else
    assign(
      state,
      array.text,
      lines.map((line) => splitFields(line, separators!).map(known)),
    );
}

/** https://www.gnu.org/software/bash/manual/html_node/Bash-Builtins.html#index-read */
function readOptions(words: Fields): ReadOptions {
  const names: Field[] = [];
  let array: Field | null = null;
  let [isRaw, isPartial] = [false, false];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const [, flags, option, inline] = /^-([Eers]*)([adinNptu]?)(.*)$/s.exec(word.text) ?? [];
    if (flags === undefined) {
      names.push(word);
      continue;
    }
    isRaw ||= flags.includes('r');
    isPartial ||= /^[dnNu]$/.test(option!);
    const value = option === '' ? undefined : inline === '' ? words[++at] : { ...word, text: inline! };
    if (option === 'a') array = value ?? null;
  }
  return { names, array, isRaw, isPartial };
}

/** @returns null where nobody knows */
function separatorsOf(state: ShellState): string | null {
  const options = lookUp(state, 'IFS') ?? [];
  const [only] = options;
  if (options.length !== 1 || only?.length !== 1 || !only[0]!.isKnown || only[0]!.text.length > maxSeparators) return null;
  return only[0]!.text;
}

/** As one variable has it: without blanks of IFS at the ends, and without what ends an only word. */
function trimmed(line: string, separators: string): string {
  const words = splitFields(line, separators);
  if (words.length < 2) return words[0] ?? '';
  let [start, end] = [0, line.length];
  const isBlank = (at: number): boolean => /[ \t\n]/.test(line[at]!) && separators.includes(line[at]!);
  while (isBlank(start)) start += 1;
  while (isBlank(end - 1)) end -= 1;
  return line.slice(start, end);
}

export function readArray(_context: ShellContext, state: ShellState, { fields, environment: { input } }: Call): void {
  const name = fields.at(-1);
  if (name === undefined || fields.length < 2) return;
  const options = fields.slice(1, -1).map(({ text }) => text);
  const isPartial = options.some((word) => /^-t?[dnOsu]/.test(word));
  const end = options.some((word) => /^-\w*t/.test(word)) ? '' : '\n';
  const value: Options = isPartial || input === null ? unknownOptions(`$${name.text}`) : [input.map((line) => known(line + end))];
  assign(state, name.text, value);
}
