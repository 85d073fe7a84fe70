import type { Command, PipelineNode, Statement, TestExpression } from 'unbash';
import { expandText, expandWords } from './expand-word.ts';
import type { Field, Fields } from './field.ts';
import { lookUp } from './look-up.ts';
import type { ShellContext } from './shell-context.ts';
import { shellPattern } from './shell-pattern.ts';
import type { ShellState } from './shell-state.ts';

/** What a condition says with the arguments and the environment that the image gives; null where that does not decide it. */
export type Verdict = boolean | null;

export function verdictOf(context: ShellContext, state: ShellState, node: Statement['command']): Verdict {
  switch (node.type) {
    case 'Command':
      return commandVerdict(context, state, node);
    case 'TestCommand':
      return testVerdict(context, state, node.expression);
    case 'AndOr':
      return listVerdict(context, state, node.commands, node.operators);
    case 'Pipeline': {
      const [only, more] = node.commands;
      const verdict = only === undefined || more !== undefined ? null : verdictOf(context, state, only);
      return node.prefixes.some(({ type }) => type === 'Negation') ? not(verdict) : verdict;
    }
    default:
      return null;
  }
}

/** Of the last in a list. */
export function listOfVerdict(context: ShellContext, state: ShellState, statements: readonly Statement[]): Verdict {
  const [only, more] = statements;
  return only === undefined || more !== undefined ? null : verdictOf(context, state, only.command);
}

function listVerdict(context: ShellContext, state: ShellState, nodes: readonly PipelineNode[], operators: readonly string[]): Verdict {
  return nodes
    .map((node) => verdictOf(context, state, node))
    .reduce((left, right, at) => (operators[at - 1] === '&&' ? both(left, right) : either(left, right)));
}

function commandVerdict(context: ShellContext, state: ShellState, { name, args }: Command): Verdict {
  if (name?.value === 'true' || name?.value === ':') return true;
  if (name?.value === 'false') return false;
  if ((name?.value !== '[' && name?.value !== 'test') || args.length > 32) return null;
  const words = args.filter((arg) => arg.type === 'Word').map((word) => expandWords(context, state, [word]));
  if (words.some((options) => options.length !== 1 || options[0]!.some(({ mayVanish }) => mayVanish))) return null;
  const fields = words.flatMap((options) => options[0]!);
  return primaries(name.value === '[' && fields.at(-1)?.text === ']' ? fields.slice(0, -1) : fields);
}

/** `-o` binds less than `-a`, which binds less than `!`. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/test.html */
function primaries(fields: Fields): Verdict {
  const or = fields.length > 3 ? fields.findIndex(({ text, isKnown }, at) => at > 0 && isKnown && text === '-o') : -1;
  if (or > 0) return either(primaries(fields.slice(0, or)), primaries(fields.slice(or + 1)));
  const and = fields.length > 3 ? fields.findIndex(({ text, isKnown }, at) => at > 0 && isKnown && text === '-a') : -1;
  if (and > 0) return both(primaries(fields.slice(0, and)), primaries(fields.slice(and + 1)));
  const [first, second, third] = fields;
  if (first === undefined) return false;
  if (fields.length > 1 && first.isKnown && first.text === '!') return not(primaries(fields.slice(1)));
  if (second === undefined) return isEmpty(first) === null ? null : !isEmpty(first);
  if (third === undefined) return first.isKnown ? unary(first.text, second) : null;
  return fields.length === 3 && second.isKnown ? binary(first, second.text, third) : null;
}

function unary(operator: string, operand: Field): Verdict {
  if (operator === '-z') return isEmpty(operand);
  return operator === '-n' ? not(isEmpty(operand)) : null;
}

function isEmpty({ text, isKnown }: Field): Verdict {
  return isKnown ? text === '' : null;
}

function binary(left: Field, operator: string, right: Field): Verdict {
  if (!left.isKnown || !right.isKnown) return null;
  if (operator === '=' || operator === '==') return left.text === right.text;
  if (operator === '!=') return left.text !== right.text;
  if (!/^-?\d{1,9}$/.test(left.text) || !/^-?\d{1,9}$/.test(right.text)) return null;
  return compared(operator, Number(left.text) - Number(right.text));
}

function compared(operator: string, difference: number): Verdict {
  const verdicts: Readonly<Record<string, boolean>> = {
    '-eq': difference === 0,
    '-ne': difference !== 0,
    '-gt': difference > 0,
    '-ge': difference >= 0,
    '-lt': difference < 0,
    '-le': difference <= 0,
  };
  return Object.hasOwn(verdicts, operator) ? verdicts[operator]! : null;
}

/** `[[ … ]]`, in which the right side is a pattern. */
function testVerdict(context: ShellContext, state: ShellState, test: TestExpression): Verdict {
  switch (test.type) {
    case 'TestGroup':
      return testVerdict(context, state, test.expression);
    case 'TestNot':
      return test.negations.length % 2 === 0 ? testVerdict(context, state, test.operand) : not(testVerdict(context, state, test.operand));
    case 'TestLogical': {
      const verdicts = test.operands.map((operand) => testVerdict(context, state, operand));
      return verdicts.reduce(test.operator === '&&' ? both : either);
    }
    case 'TestUnary': {
      if (test.operator === '-v') return lookUp(state, test.operand.value) === null ? false : null;
      const field = single(context, state, test.operand);
      return field === null ? null : unary(test.operator, field);
    }
    case 'TestBinary': {
      const [left, right] = [single(context, state, test.left), single(context, state, test.right)];
      if (left === null || right === null) return null;
      if (!/^[!=]?=$/.test(test.operator)) return binary(left, test.operator, right);
      const matches = left.isKnown && right.isKnown ? shellPattern(right.text) : null;
      return matches === null ? null : matches(left.text) === (test.operator !== '!=');
    }
  }
}

function single(context: ShellContext, state: ShellState, word: Parameters<typeof expandText>[2]): Field | null {
  const options = expandText(context, state, word);
  return options.length === 1 ? (options[0]![0] ?? null) : null;
}

export function not(verdict: Verdict): Verdict {
  return verdict === null ? null : !verdict;
}

function both(left: Verdict, right: Verdict): Verdict {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

function either(left: Verdict, right: Verdict): Verdict {
  if (left === true || right === true) return true;
  return left === null || right === null ? null : false;
}
