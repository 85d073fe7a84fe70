import { posix } from 'node:path';
import { isFile } from '../../analyze/node-columns.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { searchPath } from '../../program/search-path.ts';
import { cameBack } from './call-function.ts';
import type { Fields } from './field.ts';
import { environment } from './look-up.ts';
import { runScript } from './run-script.ts';
import { defineFunctions } from './run-text.ts';
import { maxDepth, type ShellContext, spend } from './shell-context.ts';
import { fork, join, type ShellState } from './shell-state.ts';

/** `. FILE [ARGUMENT…]`: the file is part of the script. One that is not there was not there before. */
export function sourceFile(context: ShellContext, state: ShellState, name: string, args: Fields): void {
  const path = filePath(context, state, name);
  if (path === null) return;
  const confidence = state.unlikely > 0 ? 'guessed' : 'likely';
  const needed = { extent: 'one', from: state.source.path, part: 'application', confidence } as const;
  context.findings.need(path, 'sourced by', needed);
  const source = context.sources.get(path);
  if (source === undefined) context.wanted.add(path);
  if (source == null || context.depth >= maxDepth || !spend(context, 2 + state.variables.size / 4)) return;
  defineFunctions(context, source);
  const way: ShellState = { ...fork(state), source, returned: [], positional: args.length > 0 ? [args] : state.positional };
  context.depth += 1;
  runScript(context, way, source.script);
  context.depth -= 1;
  const back = cameBack(way, state);
  // `set` in a sourced file without arguments of its own is for the one who sources it.
  join(state, [args.length > 0 ? back : { ...back, positional: way.isOver ? state.positional : way.positional }]);
}

/** A name without a slash is looked for in PATH, then in the working directory. */
function filePath(context: ShellContext, state: ShellState, name: string): string | null {
  const { tree } = context.scene.view;
  const workingDir = state.workingDir ?? context.workingDir;
  const directories = name.includes('/') ? [''] : [...searchPath(environment(state, context.env)), ''];
  for (const directory of directories) {
    const path = posix.resolve(workingDir, directory, name);
    const node = resolvePath(tree, path);
    if (node !== null && isFile(tree, node)) return path;
  }
  return null;
}
