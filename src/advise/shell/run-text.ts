import { runScript } from './run-script.ts';
import { definedFunctions, maxScriptLength, type ScriptSource, textSource } from './script-source.ts';
import { maxDepth, type ShellContext, spend } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';

/** Makes the functions of a script known, wherever in it they are. */
export function defineFunctions(context: ShellContext, source: ScriptSource): void {
  for (const node of definedFunctions(source.script)) {
    const name = node.name.value;
    const definitions = context.functions.get(name) ?? [];
    if (definitions.length < 8 && definitions.every((definition) => definition.node !== node)) definitions.push({ node, source });
    context.functions.set(name, definitions);
  }
}

/** Runs text that stands in a script: of `eval`, `trap`, `sh -c`, or handed to a shell by a here-document. */
export function runText(context: ShellContext, state: ShellState, text: string, offset: number): void {
  if (context.depth >= maxDepth || text.length > maxScriptLength || !spend(context, 12 + text.length / 64)) return;
  const { source } = state;
  const inner = textSource(source.path, text, source.lineAt(offset));
  defineFunctions(context, inner);
  context.depth += 1;
  state.source = inner;
  runScript(context, state, inner.script);
  state.source = source;
  context.depth -= 1;
}
