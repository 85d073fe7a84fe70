import type { Case, CaseItem, Word } from 'unbash';
import type { Verdict } from './condition.ts';
import { expandText } from './expand-word.ts';
import type { Options } from './field.ts';
import { lookUp } from './look-up.ts';
import { runNested } from './run-nested.ts';
import { branch, runStatements } from './run-script.ts';
import { type ShellContext, spend } from './shell-context.ts';
import { shellPattern } from './shell-pattern.ts';
import { fork, join, type ShellState } from './shell-state.ts';

/** Every branch, and none. A variable that is told apart by its value has in each branch those that lead there. */
export function runCase(context: ShellContext, state: ShellState, node: Case): void {
  runNested(context, state, node.word);
  const ways: ShellState[] = [];
  const name = variableName(node.word);
  const word = onlyText(context, state, node.word);
  let isDecided = false;
  let earlier: ShellState | null = null;
  for (const item of node.items) {
    if (!spend(context, 1 + state.variables.size / 4)) break;
    const verdict = verdictOf(item, word);
    const way = branch(state, verdict !== false && !isDecided);
    isDecided ||= verdict === true;
    for (const pattern of item.pattern) runNested(context, way, pattern);
    if (name !== null) narrow(way, name, item);
    if (earlier !== null) join(way, [fork(way), earlier]);
    runStatements(context, way, item.body.commands);
    earlier = item.terminator === ';&' || item.terminator === ';;&' ? way : null;
    ways.push(way);
  }
  const isComplete = node.items.some(({ pattern }) => pattern.some(({ text }) => text === '*'));
  join(state, isComplete ? ways : [...ways, branch(state, !isDecided)]);
}

function onlyText(context: ShellContext, state: ShellState, word: Word): string | null {
  const options = expandText(context, state, word);
  const field = options.length === 1 ? options[0]![0] : undefined;
  return field?.isKnown ? field.text : null;
}

/** Whether a branch is for that text; null where it cannot be told. */
function verdictOf({ pattern }: CaseItem, text: string | null): Verdict {
  if (text === null) return null;
  const verdicts = pattern.map((word) => (/[$`]/.test(word.text) ? null : (shellPattern(word.value)?.(text) ?? null)));
  if (verdicts.includes(true)) return true;
  return verdicts.includes(null) ? null : false;
}

function variableName({ text }: Word): string | null {
  return /^"?\$\{?([A-Za-z_]\w*)\}?"?$/.exec(text)?.[1] ?? null;
}

/** Where none of the values fits there is none: what is run with it cannot be run with what the image has. */
function narrow(state: ShellState, name: string, { pattern }: CaseItem): void {
  const value = lookUp(state, name);
  if (value === null) return;
  const patterns = pattern.map((word) => (/[$`]/.test(word.text) ? null : shellPattern(word.value)));
  const fits = (fields: Options[number]): boolean => {
    const [field] = fields;
    return field === undefined || !field.isKnown || patterns.some((matches) => matches === null || matches(field.text));
  };
  state.variables.set(name, value.filter(fits));
}
