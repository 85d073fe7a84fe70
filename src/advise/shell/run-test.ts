import { forEachChild, type SyntaxNode, type TestCommand } from 'unbash';
import { expandText } from './expand-word.ts';
import { keepPath } from './keep-path.ts';
import { runNested } from './run-nested.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';

/** `[[ … ]]`: a file that is asked for decides what happens next, so it is there if it was there. */
export function runTest(context: ShellContext, state: ShellState, test: TestCommand): void {
  runNested(context, state, test);
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'TestUnary' && /^-[abcdefghkprsuwxLSNGO]$/.test(node.operator)) {
      for (const [field] of expandText(context, state, node.operand)) {
        if (field?.isKnown) keepPath(context, state, field.text, 'asked for by');
      }
    } else if (node.type !== 'Word') forEachChild(node, visit);
  };
  visit(test.expression);
}
