import { forEachChild, type ParameterExpansionPart, type ParsedScript, type SyntaxNode } from 'unbash';
import { expandText } from './expand-word.ts';
import { lookUp } from './look-up.ts';
import { runScript } from './run-script.ts';
import { maxSubstitutions, type ShellContext } from './shell-context.ts';
import { assign, fork, type ShellState } from './shell-state.ts';

/** Runs what is inside of words, redirections and here-documents: `$(…)`, backticks, `<(…)`, and the assignment of `${x:=y}`. */
export function runNested(context: ShellContext, state: ShellState, node: SyntaxNode): void {
  switch (node.type) {
    case 'CommandExpansion':
    case 'ProcessSubstitution':
    case 'ArithmeticCommandExpansion':
      if (node.script !== undefined) runInside(context, state, node.script, node.pos);
      return;
    case 'ParameterExpansion':
      assignDefault(context, state, node);
      break;
    default:
  }
  forEachChild(node, (child) => runNested(context, state, child));
}

function runInside(context: ShellContext, state: ShellState, script: ParsedScript, offset: number): void {
  if (context.substitutions >= maxSubstitutions) {
    // Nobody wrote that by hand: what is in it is found by name.
    context.work.left = 0;
    return;
  }
  const inner = fork(state);
  // What was escaped in backticks is a text of its own, with offsets of its own.
  if (script.source !== undefined) {
    const line = state.source.lineAt(offset);
    inner.source = { ...state.source, lineAt: () => line };
  }
  inner.returned = null;
  context.substitutions += 1;
  runScript(context, inner, script);
  context.substitutions -= 1;
}

function assignDefault(context: ShellContext, state: ShellState, { parameter, operation }: ParameterExpansionPart): void {
  if (operation?.type !== 'Default' || (operation.operator !== '=' && operation.operator !== ':=')) return;
  const value = lookUp(state, parameter);
  const isSet = value?.every((fields) => fields.some(({ text }) => text !== '')) ?? false;
  if (!isSet) assign(state, parameter, expandText(context, state, operation.operand));
}
