import type { Field } from './field.ts';
import { type NarrowedPaths, narrowedPaths } from './narrowed-paths.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';

/** Keeps the few files that a word may name of which a part is not known. */
export function keepNarrowed(context: ShellContext, state: ShellState, { text }: Field, reason: string): NarrowedPaths {
  const narrowed = narrowedPaths(context, state, text);
  for (const path of narrowed.paths) {
    context.findings.need(path, reason, { extent: 'one', from: state.source.path, part: 'data', confidence: 'guessed' });
  }
  return narrowed;
}
