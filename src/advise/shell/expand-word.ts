import type { ArrayValue, CommandExpansionPart, Word, WordPart } from 'unbash';
import { setElement } from './array-element.ts';
import { expandGlob, isGlob } from './expand-glob.ts';
import { expandParameter } from './expand-parameter.ts';
import { type Fields, follow, glue, joined, known, type Options, product, union, unknown, unknownOptions } from './field.ts';
import { lookUp } from './look-up.ts';
import { type ShellContext, spend } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';
import { substituted } from './substituted.ts';

/** What the words after each other may be. */
export function expandWords(context: ShellContext, state: ShellState, words: readonly Word[]): Options {
  let options: Options = [[]];
  for (const word of words) {
    options = product(options, expandWord(context, state, word), follow);
    spend(context, options.length / 4);
  }
  return options;
}

/** What an unquoted place makes of a word: none, one or several. */
export function expandWord(context: ShellContext, state: ShellState, word: Word): Options {
  if (!spend(context, 1)) return unknownOptions(word.text);
  if (word.parts === undefined)
    return [[withHome(state, word.text, known(word.value))].flatMap((field) => files(context, state, word, field))];
  const drafts = expandParts(context, state, word.parts, false);
  const whole = word.parts.some(({ type }) => type === 'BraceExpansion') ? [drafts.flat()] : drafts;
  return union([whole.map((fields) => fields.flatMap((field) => files(context, state, word, withHome(state, word.text, field))))]);
}

/** What one place makes of it: the value of an assignment, a name of a file, a word of `case`. */
export function expandText(context: ShellContext, state: ShellState, word: Word): Options {
  if (!spend(context, 1)) return unknownOptions(word.text);
  const drafts = word.parts === undefined ? [[known(word.value)]] : expandParts(context, state, word.parts, true);
  return union([drafts.map((fields) => [withHome(state, word.text, fields.length === 1 ? fields[0]! : joined(fields))])]);
}

export function expandArray(context: ShellContext, state: ShellState, array: ArrayValue): Options {
  let options: Options = [[]];
  for (const element of array.elements) {
    const [, index, operator = ''] = /^\[([^\]]*)\](\+?=)/.exec(element.text) ?? [];
    if (index === undefined) options = product(options, expandWord(context, state, element), follow);
    else
      options = setElement(options, index, valuesBehind(`[${index}]${operator}`, expandText(context, state, element)), operator === '+=');
    spend(context, options.length / 4);
  }
  return options;
}

/** `[0]=word` without what stands in front of the value. */
function valuesBehind(prefix: string, options: Options): Options {
  return options.map(([field]) => [
    field?.text.startsWith(prefix) === true ? { ...field, text: field.text.slice(prefix.length) } : unknown(prefix),
  ]);
}

function withHome(state: ShellState, text: string, field: Fields[number]): Fields[number] {
  if (!/^~(?:\/|$)/.test(text)) return field;
  const home = lookUp(state, 'HOME')?.[0]?.[0];
  return home?.isKnown ? { ...field, text: home.text + field.text.slice(1) } : unknown(field.text);
}

/** Names of files where the word is a pattern, unless it is quoted as a whole. */
function files(context: ShellContext, state: ShellState, word: Word, field: Fields[number]): Fields {
  if (!field.isKnown || !isGlob(field.text) || word.parts?.every(isQuoted)) return [field];
  return expandGlob(context, field.text, state.workingDir)?.map(known) ?? [field];
}

function isQuoted({ type }: WordPart): boolean {
  return type === 'DoubleQuoted' || type === 'SingleQuoted' || type === 'AnsiCQuoted' || type === 'LocaleString';
}

function expandParts(context: ShellContext, state: ShellState, parts: readonly WordPart[], isOneWord: boolean): Options {
  let options: Options = [[]];
  for (const part of parts) options = product(options, expandPart(context, state, part, isOneWord), glue);
  spend(context, options.reduce((sum, fields) => sum + fields.length + (fields[0]?.text.length ?? 0) / 64, 0) / 4);
  return options;
}

function expandPart(context: ShellContext, state: ShellState, part: WordPart, isQuoted: boolean): Options {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
    case 'Glob':
      return [[known(part.value)]];
    case 'ExtendedGlob':
      return [[known(part.text)]];
    case 'DoubleQuoted':
    case 'LocaleString':
      return quoted(context, state, part.parts);
    case 'SimpleExpansion':
      return parameter(lookUp(state, part.text.slice(1)), part.text, isQuoted, isListName(part.text.slice(1)));
    case 'ParameterExpansion':
      return parameter(expandParameter(context, state, part), part.text, isQuoted, isListName(part.parameter) || part.index?.text === '@');
    case 'CommandExpansion':
      return substitution(context, state, part, isQuoted);
    case 'BraceExpansion':
      return braces(part.text);
    case 'ProcessSubstitution':
      return unknownOptions('/dev/fd/63');
    case 'ArithmeticExpansion':
      return unknownOptions(part.text);
  }
}

function isListName(name: string): boolean {
  return name === '@';
}

/** In quotes there is one word, but for `"$@"` and `"${array[@]}"` when nothing else is in them. */
function quoted(context: ShellContext, state: ShellState, parts: readonly WordPart[]): Options {
  const inner = expandParts(context, state, parts, true);
  const isList = parts.length === 1 && inner.some(({ length }) => length !== 1);
  return isList ? inner : inner.map((fields) => glue([known('')], fields));
}

/** Lists stay lists in quotes, other values stay one word there, and fall apart outside. */
function parameter(value: Options | null, text: string, isQuoted: boolean, isList: boolean): Options {
  if (value === null) return isQuoted && !isList ? [[known('')]] : [[]];
  if (isQuoted)
    return isList ? value : value.map((fields) => [fields.length === 0 ? known('') : fields.length === 1 ? fields[0]! : joined(fields)]);
  return value.map((fields) => fields.flatMap((field) => splitField(field.text, field.isKnown, text)));
}

/** What is partly known can be told apart as long as nothing in it holds words together. */
function splitField(text: string, isKnown: boolean, source: string): Fields {
  const words = text.split(/[ \t\n]+/).filter((word) => word !== '');
  if (isKnown) return words.map(known);
  if (/[("'`{]/.test(text) || words.length < 2) return [unknown(text === '' ? source : text, /^\$\{?\w+\}?$|^\$\(|^`/.test(text))];
  return words.map((word) => (word.includes('$') ? unknown(word, /^\$\w+$/.test(word)) : known(word)));
}

function substitution(context: ShellContext, state: ShellState, part: CommandExpansionPart, isQuoted: boolean): Options {
  const lines = part.script === undefined ? null : substituted(context, state, part.script);
  if (lines === null) return unknownOptions(part.text, !isQuoted);
  return isQuoted
    ? lines.map((all) => [known(all.join('\n'))])
    : lines.map((all) => all.flatMap((line) => splitField(line, true, part.text)));
}

/** `{a,b}`: all of them, one after the other. Ranges and nested ones stay as they are. */
function braces(text: string): Options {
  const inner = /^\{([^{}$`'"\\]*,[^{}$`'"\\]*)\}$/.exec(text)?.[1];
  return inner === undefined ? unknownOptions(text) : inner.split(',').map((word) => [known(word)]);
}
