import type { AndOr, CompoundCommand, ParsedScript, Statement } from 'unbash';
import { listOfVerdict, not, type Verdict, verdictOf } from './condition.ts';
import { runCase } from './run-case.ts';
import { runCommand } from './run-command.ts';
import { runFor, runWhile } from './run-loop.ts';
import { runNested } from './run-nested.ts';
import { runPipeline } from './run-pipeline.ts';
import { runRedirect } from './run-redirect.ts';
import { runTest } from './run-test.ts';
import { type ShellContext, spend } from './shell-context.ts';
import { fork, join, type ShellState } from './shell-state.ts';

type Node = Statement['command'] | CompoundCommand | { readonly type: 'CompoundList'; readonly commands: readonly Statement[] };

export function runScript(context: ShellContext, state: ShellState, script: ParsedScript): void {
  for (const { message, pos } of script.errors?.slice(0, 8) ?? []) {
    const text = `what stands here is no shell that is understood (${message}): see whether the programs that it starts are kept`;
    context.findings.warn('shell-syntax', text, state.source.path, state.source.lineAt(pos));
  }
  runStatements(context, state, script.commands);
}

/** One after the other, until one ends it. */
export function runStatements(context: ShellContext, state: ShellState, statements: readonly Statement[]): void {
  for (const { command, background } of statements) {
    if (state.isOver || !spend(context, 1)) return;
    runNode(context, background ? fork(state) : state, command);
  }
}

/** Every branch is taken: which one it is depends on what a container is started with. */
export function runNode(context: ShellContext, state: ShellState, node: Node): void {
  switch (node.type) {
    case 'Command':
      runCommand(context, state, node);
      break;
    case 'AndOr':
      runAndOr(context, state, node);
      break;
    case 'Pipeline':
      runPipeline(context, state, node);
      break;
    case 'Redirected':
      for (const redirect of node.redirects) runRedirect(context, state, redirect);
      runWithInput(context, state, node.command);
      break;
    case 'Coproc':
      runNode(context, subshell(context, state), node.body);
      break;
    case 'CompoundList':
      runStatements(context, state, node.commands);
      break;
    case 'Function':
      // Known since the script was read, and run when it is called.
      break;
    default:
      runCompound(context, state, node);
  }
}

function runCompound(context: ShellContext, state: ShellState, node: CompoundCommand): void {
  switch (node.type) {
    case 'If':
      runIf(context, state, [node, ...node.elif], node.else?.commands);
      break;
    case 'For':
    case 'Select':
      runFor(context, state, node);
      break;
    case 'While':
      runWhile(context, state, [node.clause, node.body]);
      break;
    case 'ArithmeticFor':
      runWhile(context, state, [node.body]);
      break;
    case 'Case':
      runCase(context, state, node);
      break;
    case 'Subshell':
      runStatements(context, subshell(context, state), node.body.commands);
      break;
    case 'BraceGroup':
      runStatements(context, state, node.body.commands);
      break;
    case 'TestCommand':
      runTest(context, state, node);
      break;
    case 'ArithmeticCommand':
      runNested(context, state, node);
      break;
  }
}

/** What was redirected to it is read by it, and not by what comes after. */
function runWithInput(context: ShellContext, state: ShellState, node: CompoundCommand): void {
  runNode(context, state, node);
  state.input = null;
}

export function subshell(context: ShellContext, state: ShellState): ShellState {
  spend(context, state.variables.size / 4);
  return { ...fork(state), returned: null };
}

/** The first is run, each other one may be. */
function runAndOr(context: ShellContext, state: ShellState, { commands, operators }: AndOr): void {
  let verdict: Verdict = null;
  for (const [at, node] of commands.entries()) {
    if (state.isOver || !spend(context, 1 + state.variables.size / 4)) return;
    const own = verdictOf(context, state, node);
    if (at === 0) runNode(context, state, node);
    else runMaybe(context, state, node, operators[at - 1] === '&&' ? verdict : not(verdict));
    verdict = at === 0 ? own : null;
  }
}

/** @param verdict whether it is run; null where nobody knows */
function runMaybe(context: ShellContext, state: ShellState, node: Node, verdict: Verdict): void {
  const way = branch(state, verdict !== false);
  const other = branch(state, verdict !== true);
  runNode(context, way, node);
  join(state, [way, other]);
}

/** A way that may be taken, or one that is not taken with what the image gives. */
export function branch(state: ShellState, isLikely: boolean): ShellState {
  const way = fork(state);
  return isLikely ? way : { ...way, unlikely: way.unlikely + 1 };
}

type Branch = { readonly clause: { readonly commands: readonly Statement[] }; readonly then: { readonly commands: readonly Statement[] } };

function runIf(context: ShellContext, state: ShellState, branches: readonly Branch[], otherwise: readonly Statement[] | undefined): void {
  const ways: ShellState[] = [];
  let isDecided = false;
  for (const { clause, then } of branches) {
    const verdict = listOfVerdict(context, state, clause.commands);
    runStatements(context, state, clause.commands);
    if (state.isOver || !spend(context, 1 + state.variables.size / 4)) return;
    const way = branch(state, verdict !== false && !isDecided);
    runStatements(context, way, then.commands);
    ways.push(way);
    isDecided ||= verdict === true;
  }
  const last = branch(state, !isDecided);
  runStatements(context, last, otherwise ?? []);
  join(state, [...ways, last]);
}
