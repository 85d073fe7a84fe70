import { posix } from 'node:path';
import type { Fields } from './field.ts';
import { lookUp } from './look-up.ts';
import type { ShellState } from './shell-state.ts';

/** Where `cd` with these arguments leads; null where that is not known. */
export function changedDirectory(state: ShellState, args: Fields): string | null {
  const target = args.find(({ text }) => !/^-[LPe@-]+$/.test(text)) ?? lookUp(state, 'HOME')?.[0]?.[0];
  if (target === undefined || !target.isKnown || target.text === '-') return null;
  if (target.text.startsWith('/')) return posix.normalize(target.text);
  return state.workingDir === null ? null : posix.join(state.workingDir, target.text);
}
