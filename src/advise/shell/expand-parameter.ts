import type { ParameterDefaultOperation, ParameterExpansionPart, ParameterOperation } from 'unbash';
import { expandText, expandWord } from './expand-word.ts';
import { type Fields, joined, known, type Options, union, unknown, unknownOptions } from './field.ts';
import { lookUp } from './look-up.ts';
import type { ShellContext } from './shell-context.ts';
import { shellPattern } from './shell-pattern.ts';
import type { ShellState } from './shell-state.ts';

/**
 * What `${…}` may be; null where it is not set.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_06_02
 */
export function expandParameter(context: ShellContext, state: ShellState, part: ParameterExpansionPart): Options | null {
  if (part.prefix === '#') return unknownOptions(part.text);
  const value = part.prefix === '!' ? indirect(state, part) : element(state, part);
  return part.operation === undefined ? value : operated(context, state, value, part.operation, part.text);
}

/** `${!name}` is what is in the variable that `name` names. */
function indirect(state: ShellState, part: ParameterExpansionPart): Options | null {
  const names = lookUp(state, part.parameter);
  if (names === null || part.index !== undefined) return unknownOptions(part.text);
  const values = names.map((fields) => {
    const name = joined(fields);
    return name.isKnown ? (lookUp(state, name.text) ?? [[known('')]]) : unknownOptions(part.text);
  });
  return union(values);
}

function element(state: ShellState, { parameter, index }: ParameterExpansionPart): Options | null {
  const value = lookUp(state, parameter);
  if (index === undefined || value === null) return value;
  if (index.text === '@' || index.text === '*') return value;
  if (!/^\d{1,5}$/.test(index.text)) return [[unknown(`$${parameter}`)]];
  const at = Number(index.text);
  // One that is not known may be no element, or several.
  const found = value
    .map((fields) => (fields.slice(0, at).every(({ isKnown }) => isKnown) ? fields[at] : unknown(`$${parameter}`)))
    .filter((field) => field !== undefined);
  return found.length === 0 ? null : found.map((field) => [field]);
}

function operated(
  context: ShellContext,
  state: ShellState,
  value: Options | null,
  operation: ParameterOperation,
  text: string,
): Options | null {
  switch (operation.type) {
    case 'Default':
      return defaulted(context, state, value, operation);
    case 'Remove':
      return each(value, (word) => removed(word, operation.operator, patternOf(context, state, operation.operand)), text);
    case 'Slice':
      return each(value, (word) => sliced(word, operation.offset.text, operation.length?.text), text);
    case 'CaseModification':
      return operation.operand === undefined ? each(value, (word) => recased(word, operation.operator), text) : unknownOptions(text);
    case 'Replace':
    case 'Transform':
    case 'Names':
    case 'Unknown':
      return unknownOptions(text);
  }
}

/** Both ways where it is not sure whether there is a value. */
function defaulted(
  context: ShellContext,
  state: ShellState,
  value: Options | null,
  { operator, operand }: ParameterDefaultOperation,
): Options | null {
  const hasColon = operator.startsWith(':');
  const isMissing = (fields: Fields): boolean => hasColon && fields.every(({ text }) => text === '');
  const present = value?.filter((fields) => !isMissing(fields)) ?? [];
  const isSure = value !== null && present.length === value.length && present.every((fields) => fields.every(({ isKnown }) => isKnown));
  switch (operator) {
    case '?':
    case ':?':
      return value;
    case '+':
    case ':+':
      return present.length === 0 ? null : union([expandWord(context, state, operand), isSure ? [] : [[]]]);
    case '-':
    case ':-':
    case '=':
    case ':=':
      return isSure ? present : union([present, expandWord(context, state, operand)]);
  }
}

function each(value: Options | null, change: (text: string) => string | null, source: string): Options | null {
  const one = ({ text, isKnown }: Fields[number]) => {
    const changed = isKnown ? change(text) : null;
    return changed === null ? unknown(source) : known(changed);
  };
  return value === null ? null : union([value.map((fields) => fields.map(one))]);
}

function patternOf(context: ShellContext, state: ShellState, operand: Parameters<typeof expandText>[2]): string | null {
  const options = expandText(context, state, operand);
  const only = options.length === 1 ? options[0]![0] : undefined;
  return only?.isKnown ? only.text : null;
}

/** Tries every place where the removed part may end; words are short. */
function removed(word: string, operator: '#' | '##' | '%' | '%%', pattern: string | null): string | null {
  const matches = pattern === null ? null : shellPattern(pattern);
  if (matches === null || word.length > 1_024) return null;
  const lengths = Array.from({ length: word.length + 1 }, (_, length) => length);
  if (operator.length === 2) lengths.reverse();
  const isPrefix = operator.startsWith('#');
  const found = lengths.find((length) => matches(isPrefix ? word.slice(0, length) : word.slice(word.length - length)));
  if (found === undefined) return word;
  return isPrefix ? word.slice(found) : word.slice(0, word.length - found);
}

function sliced(word: string, offset: string, length: string | undefined): string | null {
  if (!/^\s*-?\d{1,6}$/.test(offset) || (length !== undefined && !/^\d{1,6}$/.test(length))) return null;
  const rest = word.slice(Number(offset));
  return length === undefined ? rest : rest.slice(0, Number(length));
}

function recased(word: string, operator: '^' | '^^' | ',' | ',,'): string {
  const change = operator.startsWith('^') ? (text: string) => text.toUpperCase() : (text: string) => text.toLowerCase();
  return operator.length === 2 ? change(word) : change(word.slice(0, 1)) + word.slice(1);
}
