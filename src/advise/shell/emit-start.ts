import type { Confidence } from '../../model/plan.ts';
import { environment } from './look-up.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';

/** A program that a script starts. `likely` at best: it may be in a branch that no container takes. */
export function emitStart(context: ShellContext, state: ShellState, argv: readonly string[], confidence: Confidence = 'likely'): void {
  // An option in the place of a name: an alternative that only comes from what is not told apart here.
  if (argv[0]!.startsWith('-') || (state.unlikely > 0 && startsItself(context, state, argv))) return;
  context.findings.start({
    argv,
    env: environment(state, context.env),
    workingDir: state.workingDir ?? context.workingDir,
    from: state.source.path,
    reason: 'started by',
    confidence: state.unlikely > 0 ? 'guessed' : confidence,
  });
}

/** With more arguments each time, on a way that is not gone: it would never end, and all ways have been gone already. */
function startsItself({ argumentCount }: ShellContext, { name }: ShellState, argv: readonly string[]): boolean {
  const at = argv.indexOf(name.text);
  return at >= 0 && argv.length - at - 1 > argumentCount;
}
