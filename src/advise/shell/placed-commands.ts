import { posix } from 'node:path';
import { type Field, type Fields, known, unknown } from './field.ts';
import { executedByFind, lastWords, xargsShape } from './inner-commands.ts';
import { listedFiles } from './listed-files.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';
import { xargsValues } from './xargs-values.ts';

/** A command of which the program that starts it fills in a part: lines that it reads, files that it finds. */
export type PlacedCommand = {
  readonly command: Fields;
  /** What stands for it; null where it comes last. */
  readonly placeholder: string | null;
  /** null where nobody knows. */
  readonly values: readonly string[] | null;
};

/** More than these are data, and no commands. */
const maxValues = 32;
/** What every shell takes for something that is not known. */
const unknownValue = '$REPLY';

const parallelShape = {
  valued: [
    '-j',
    '-P',
    '-a',
    '-n',
    '-N',
    '-L',
    '-I',
    '-C',
    '-d',
    '-S',
    '--jobs',
    '--arg-file',
    '--colsep',
    '--delay',
    '--timeout',
    '--joblog',
  ],
  operands: 0,
};

/** @param state as the program is started with it */
export function placedCommands(context: ShellContext, state: ShellState, fields: Fields): readonly PlacedCommand[] {
  const name = posix.basename(fields[0]?.text ?? '');
  const words = name === 'busybox' ? fields.slice(2) : fields.slice(1);
  switch (name === 'busybox' ? fields[1]?.text : name) {
    case 'xargs':
      return [byXargs(state, words)];
    case 'find':
      return byFind(context, state, words);
    case 'parallel':
    case 'sem':
      return [byParallel(state, words)];
    default:
      return [];
  }
}

/** With a word that is not known. */
export function filledCommand({ command, placeholder }: PlacedCommand): Fields {
  return filled(command, placeholder, unknown(unknownValue));
}

/** The commands that come of it, as far as they can be told: one for each value. */
export function filledCommands(placed: PlacedCommand): readonly Fields[] {
  const { command, placeholder, values } = placed;
  const isWhole = placeholder !== null && !command.some(({ text }) => text.includes(placeholder));
  if (isWhole || values === null || values.length > maxValues) return [filledCommand(placed)];
  return values.map((value) => filled(command, placeholder, known(value)));
}

function filled(command: Fields, placeholder: string | null, value: Field): Fields {
  if (placeholder === null) return [...command, value];
  return command.map((word) => {
    if (!word.text.includes(placeholder)) return word;
    const text = word.text.replaceAll(placeholder, () => value.text);
    return word.isKnown && value.isKnown ? known(text) : unknown(text);
  });
}

/** https://www.gnu.org/software/findutils/manual/html_node/find_html/xargs-options.html */
function byXargs({ input }: ShellState, words: Fields): PlacedCommand {
  const [command = []] = lastWords(words, xargsShape);
  const options = words.slice(0, words.length - command.length).map(({ text }) => text);
  const isFile = options.some((word) => /^(?:-a|--arg-file)/.test(word));
  const placeholder = replacedString(options);
  const values = isFile || input === null ? null : xargsValues(input, words.slice(0, options.length), placeholder !== null);
  // Without a command it prints what it reads.
  return {
    command: command.length === 0 ? [known('echo')] : command,
    placeholder,
    values: values?.filter((value) => value !== '') ?? null,
  };
}

function replacedString(options: readonly string[]): string | null {
  for (const [at, word] of options.entries()) {
    if (word === '-I' || word === '-J') return options[at + 1] ?? null;
    const [, inline] = /^-[IJ](.+)$/.exec(word) ?? /^(?:-i|--replace=)(.+)$/.exec(word) ?? [];
    if (inline !== undefined) return inline;
    if (word === '-i' || word === '--replace') return '{}';
  }
  return null;
}

function byFind(context: ShellContext, state: ShellState, words: Fields): readonly PlacedCommand[] {
  const commands = executedByFind(words);
  if (!commands.some((command) => command.some(({ text }) => text.includes('{}')))) return [];
  const places = words.every(({ isKnown }, at) => isKnown || words.slice(0, at).some(({ text }) => /^-(?:exec|ok)/.test(text)));
  const texts = words.map(({ text }) => text);
  const values = places ? listedFiles(context, state, texts) : null;
  return commands.map((command) => ({ command, placeholder: '{}', values }));
}

/** Each of its commands is a line for a shell. https://www.gnu.org/software/parallel/man.html */
function byParallel({ input }: ShellState, words: Fields): PlacedCommand {
  const end = words.findIndex(({ text }) => /^::::?\+?$/.test(text));
  const [command = []] = lastWords(end < 0 ? words : words.slice(0, end), parallelShape);
  const given = end < 0 ? null : words.slice(end + 1);
  const isTold = words[end]?.text === ':::' && given!.every(({ text, isKnown }) => isKnown && !text.startsWith(':::'));
  const options = words.slice(0, (end < 0 ? words.length : end) - command.length);
  const isLines = given === null && !options.some(({ text }) => /^-(?:[0aCd]|-(?:arg-file|colsep|delimiter|null)\b)/.test(text));
  const values = isTold ? given!.map(({ text }) => text) : isLines ? input : null;
  const line = command.map(({ text }) => text).join(' ');
  const isPlaced = line.includes('{}');
  const text = isPlaced ? line : `${line} {}`.trim();
  const shell = [known('/bin/sh'), known('-c'), command.every(({ isKnown }) => isKnown) ? known(text) : unknown(text)];
  return { command: shell, placeholder: '{}', values };
}
