import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import type { Fields } from './field.ts';
import { environment } from './look-up.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';

/** Programs that a script asks for before it decides what to do: `command -v`, `which`. Those that are there stay there. */
export function keepPrograms(context: ShellContext, state: ShellState, names: Fields): void {
  const place = { directories: searchPath(environment(state, context.env)), workingDirectory: state.workingDir ?? context.workingDir };
  for (const { text, isKnown } of names) {
    const found = isKnown && !text.startsWith('-') ? locateProgram(context.scene.view.tree, text, place) : null;
    if (found !== null) context.findings.need(found.path, 'looked for by', { extent: 'one', from: state.source.path, part: 'runtime' });
  }
}
