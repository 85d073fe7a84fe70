import { posix } from 'node:path';
import type { Redirection, Word } from 'unbash';
import { expandText } from './expand-word.ts';
import { keepPath } from './keep-path.ts';
import { runNested } from './run-nested.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';
import { substituted } from './substituted.ts';

/** Files that are read or written, and what a loop then reads line by line. */
export function runRedirect(context: ShellContext, state: ShellState, redirect: Redirection): void {
  runNested(context, state, redirect);
  if (redirect.type === 'HereDoc') {
    state.input = null;
    return;
  }
  if (redirect.target === undefined) return;
  if (redirect.type === 'HereString') state.input = linesOf(context, state, redirect.target);
  else if (redirect.operator === '<' || redirect.operator === '<>') readFrom(context, state, redirect.target);
  else if (redirect.operator !== '<&' && redirect.operator !== '>&') writeTo(context, state, redirect.target);
}

function linesOf(context: ShellContext, state: ShellState, target: Word): readonly string[] | null {
  const fields = expandText(context, state, target).flat();
  return fields.every(({ isKnown }) => isKnown) ? fields.flatMap(({ text }) => text.split('\n')) : null;
}

function readFrom(context: ShellContext, state: ShellState, target: Word): void {
  const [part] = target.parts ?? [];
  state.input =
    part?.type === 'ProcessSubstitution' && part.script !== undefined ? (substituted(context, state, part.script)?.flat() ?? null) : null;
  for (const [field] of expandText(context, state, target)) if (field?.isKnown) keepPath(context, state, field.text, 'read by');
}

function writeTo(context: ShellContext, state: ShellState, target: Word): void {
  for (const [field] of expandText(context, state, target)) {
    if (!field?.isKnown || state.workingDir === null) continue;
    keepPath(context, state, field.text, 'written by');
    const path = posix.resolve(state.workingDir, field.text);
    if (!/^\/(?:dev|proc|sys)\//.test(path)) context.findings.write(path);
  }
}
