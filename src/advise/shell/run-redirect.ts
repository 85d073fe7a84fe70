import { posix } from 'node:path';
import type { Redirection, Word } from 'unbash';
import { expandText } from './expand-word.ts';
import { keepNarrowed } from './keep-narrowed.ts';
import { keepPath } from './keep-path.ts';
import { runNested } from './run-nested.ts';
import type { ShellContext } from './shell-context.ts';
import type { ShellState } from './shell-state.ts';
import { substituted } from './substituted.ts';
import { warnUnread } from './tell-unresolved.ts';

/** Files that are read or written, and what a loop then reads line by line. */
export function runRedirect(context: ShellContext, state: ShellState, redirect: Redirection): void {
  runNested(context, state, redirect);
  if (redirect.type === 'HereDoc') {
    state.input = null;
    return;
  }
  if (redirect.target === undefined) return;
  if (redirect.type === 'HereString') state.input = linesOf(context, state, redirect.target);
  else if (redirect.operator === '<' || redirect.operator === '<>') readFrom(context, state, redirect.operator, redirect.target);
  else if (redirect.operator !== '<&' && redirect.operator !== '>&') writeTo(context, state, redirect.target);
}

function linesOf(context: ShellContext, state: ShellState, target: Word): readonly string[] | null {
  const fields = expandText(context, state, target).flat();
  return fields.every(({ isKnown }) => isKnown) ? fields.flatMap(({ text }) => text.split('\n')) : null;
}

function readFrom(context: ShellContext, state: ShellState, operator: string, target: Word): void {
  const [part] = target.parts ?? [];
  if (part?.type === 'ProcessSubstitution') {
    state.input = part.script === undefined ? null : (substituted(context, state, part.script)?.flat() ?? null);
    return;
  }
  state.input = null;
  for (const [field] of expandText(context, state, target)) {
    if (field === undefined || context.written.has(field.text)) continue;
    const isFound = field.isKnown ? state.workingDir !== null || field.text.startsWith('/') : false;
    if (isFound) keepPath(context, state, field.text, 'read by');
    else if (field.text !== '' && !keepNarrowed(context, state, field, 'may be read by').isComplete)
      warnUnread(context, state, `${operator} ${target.text}`, target.pos);
  }
}

function writeTo(context: ShellContext, state: ShellState, target: Word): void {
  for (const [field] of expandText(context, state, target)) {
    if (field?.isKnown === false) context.written.add(field.text);
    if (!field?.isKnown || state.workingDir === null) continue;
    keepPath(context, state, field.text, 'written by');
    const path = posix.resolve(state.workingDir, field.text);
    if (!/^\/(?:dev|proc|sys)\//.test(path)) context.findings.write(path);
  }
}
