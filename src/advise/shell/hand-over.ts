import type { Command, Statement, Word } from 'unbash';
import { isFile, modeOf } from '../../analyze/node-columns.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import { not, type Verdict, verdictOf } from './condition.ts';
import { expandWords } from './expand-word.ts';
import type { Options } from './field.ts';
import { environment } from './look-up.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';

/** What came of a statement: nothing that matters, a program in the shell's place, or more than is understood. */
type Outcome = 'goes-on' | 'unknown' | { readonly argv: readonly string[] };

/**
 * What a script starts in its own place with the arguments that the image gives, where it does nothing else: the entrypoint of official
 * images that puts an interpreter in front of what is no program, and ends in `exec "$@"`. null for any other.
 */
export function handOver(context: ShellContext, state: ShellState, statements: readonly Statement[]): readonly string[] | null {
  const outcome = allOf(context, state, statements);
  if (typeof outcome === 'string') return null;
  const [program] = outcome.argv;
  return program !== undefined && isProgram(context, state, program) ? outcome.argv : null;
}

function allOf(context: ShellContext, state: ShellState, statements: readonly Statement[]): Outcome {
  for (const { command } of statements) {
    const outcome = oneOf(context, state, command);
    if (outcome !== 'goes-on') return outcome;
  }
  return 'goes-on';
}

function oneOf(context: ShellContext, state: ShellState, node: Statement['command']): Outcome {
  if (node.type === 'Command') return simple(context, state, node);
  if (node.type !== 'If') return 'unknown';
  for (const { clause, then } of [node, ...node.elif]) {
    const verdict = conditionOf(context, state, clause.commands);
    if (verdict === null) return 'unknown';
    if (verdict) return allOf(context, state, then.commands);
  }
  return allOf(context, state, node.else?.commands ?? []);
}

/** `set -e`, `set -- node "$@"` and `exec "$@"`. */
function simple(context: ShellContext, state: ShellState, { name, args, prefix, redirects }: Command): Outcome {
  if (prefix.length > 0 || redirects.length > 0) return 'unknown';
  const words = knownWords(
    expandWords(
      context,
      state,
      args.filter((arg): arg is Word => arg.type === 'Word'),
    ),
  );
  if (words === null || args.some(({ type }) => type !== 'Word')) return 'unknown';
  if (name?.value === 'exec') return words.length > 0 && !words[0]!.startsWith('-') ? { argv: words } : 'unknown';
  if (name?.value !== 'set') return 'unknown';
  if (words[0] === '--') state.positional = [words.slice(1).map((text) => ({ text, isKnown: true, mayVanish: false }))];
  else if (
    !words.every((word, at) => /^[-+][eux]+$|^[-+][eux]*o$/.test(word) || (/^[-+]\w*o$/.test(words[at - 1] ?? '') && /^\w+$/.test(word)))
  )
    return 'unknown';
  return 'goes-on';
}

function knownWords(options: Options): readonly string[] | null {
  const [only, more] = options;
  if (only === undefined || more !== undefined || !only.every(({ isKnown }) => isKnown)) return null;
  return only.map(({ text }) => text);
}

function conditionOf(context: ShellContext, state: ShellState, statements: readonly Statement[]): Verdict {
  const [only, more] = statements;
  return only === undefined || more !== undefined ? null : verdict(context, state, only.command);
}

/** As elsewhere, and of files that the image has or has not. */
function verdict(context: ShellContext, state: ShellState, node: Statement['command']): Verdict {
  switch (node.type) {
    case 'AndOr':
      return node.commands
        .map((one) => () => verdict(context, state, one))
        .reduce<Verdict>(
          (left, right, at) => (at === 0 ? right() : left === null ? null : left === (node.operators[at - 1] === '&&') ? right() : left),
          null,
        );
    case 'BraceGroup':
      return conditionOf(context, state, node.body.commands);
    case 'Pipeline': {
      const [only, more] = node.commands;
      if (only === undefined || more !== undefined) return null;
      const own = verdict(context, state, only);
      return node.prefixes.some(({ type }) => type === 'Negation') ? not(own) : own;
    }
    case 'Command':
      return located(context, state, node) ?? fileTest(context, state, node) ?? verdictOf(context, state, node);
    default:
      return verdictOf(context, state, node);
  }
}

/** `[ -z "$(command -v "$1")" ]`, which says whether there is such a program. */
function located(context: ShellContext, state: ShellState, { name, args }: Command): Verdict {
  const [operator, operand] = testWords(name?.value, args);
  const inner = operand?.parts?.length === 1 && operand.parts[0]!.type === 'DoubleQuoted' ? operand.parts[0]!.parts : operand?.parts;
  const [part, more] = inner ?? [];
  if ((operator !== '-z' && operator !== '-n') || part?.type !== 'CommandExpansion' || more !== undefined) return null;
  const [only, second] = part.script?.commands ?? [];
  if (only?.command.type !== 'Command' || second !== undefined || only.command.name?.value !== 'command') return null;
  const words = knownWords(
    expandWords(
      context,
      state,
      only.command.args.filter((arg): arg is Word => arg.type === 'Word'),
    ),
  );
  if (words === null || words.length !== 2 || words[0] !== '-v') return null;
  return isProgram(context, state, words[1]!) === (operator === '-n');
}

/** `[ -f "$1" ]` and its kin. */
function fileTest(context: ShellContext, state: ShellState, { name, args }: Command): Verdict {
  const [operator, operand] = testWords(name?.value, args);
  if (operand === undefined || !/^-[efdx]$/.test(operator ?? '')) return null;
  const words = knownWords(expandWords(context, state, [operand]));
  if (words === null || words.length !== 1 || state.workingDir === null || words[0] === '') return null;
  const { tree } = context.scene.view;
  const node = resolvePath(tree, words[0]!.startsWith('/') ? words[0]! : `${state.workingDir}/${words[0]}`);
  if (node === null) return false;
  if (operator === '-d') return tree.isDirectory(node);
  if (operator === '-f') return isFile(tree, node);
  return operator === '-e' || (modeOf(tree, node) & 0o111) !== 0;
}

/** Operator and operand of a test of one operand. */
function testWords(name: string | undefined, args: Command['args']): readonly [operator?: string, operand?: Word] {
  const words = args.filter((arg): arg is Word => arg.type === 'Word');
  const inner = name === '[' && words.at(-1)?.value === ']' ? words.slice(0, -1) : words;
  if ((name !== '[' && name !== 'test') || inner.length !== 2 || inner[0]!.parts !== undefined) return [];
  return [inner[0]!.value, inner[1]!];
}

function isProgram(context: ShellContext, state: ShellState, name: string): boolean {
  const place = { directories: searchPath(environment(state, context.env)), workingDirectory: state.workingDir ?? context.workingDir };
  return locateProgram(context.scene.view.tree, name, place) !== null;
}
