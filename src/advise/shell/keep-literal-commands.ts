import { forEachChild, type SyntaxNode } from 'unbash';
import { isBuiltin } from './builtins.ts';
import type { ScriptSource } from './script-source.ts';
import type { ShellContext } from './shell-context.ts';

/** Nodes of one script that are looked at. */
const maxNodes = 500_000;

/** Every command whose name stands in the script as it is, wherever it is, without its arguments. */
export function keepLiteralCommands(context: ShellContext, { script, path }: ScriptSource): void {
  const names = new Set<string>();
  let left = maxNodes;
  const visit = (node: SyntaxNode): void => {
    if (--left < 0) return;
    if (node.type === 'Command' && node.name !== undefined && !/[$`*?]/.test(node.name.text)) names.add(node.name.value);
    forEachChild(node, visit);
  };
  forEachChild(script, visit);
  const { env, workingDir, functions, findings, kind } = context;
  for (const name of names) {
    if (functions.has(name) || isBuiltin(kind, name)) continue;
    findings.start({ argv: [name], env, workingDir, from: path, reason: 'started by', confidence: 'guessed' });
  }
}
