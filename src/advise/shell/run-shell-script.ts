import type { ShellKind } from '../../model/facts.ts';
import type { Invocation, Scene, Trace } from '../tracer.ts';
import { runFunction } from './call-function.ts';
import { known, type Options, oneOf, unknown } from './field.ts';
import { handOver } from './hand-over.ts';
import { keepLiteralCommands } from './keep-literal-commands.ts';
import { runScript } from './run-script.ts';
import { defineFunctions } from './run-text.ts';
import type { ScriptSource } from './script-source.ts';
import { maxWork, type ShellContext } from './shell-context.ts';
import { ShellFindings } from './shell-findings.ts';
import { fork, type ShellState } from './shell-state.ts';
import { sourceFile } from './source-file.ts';

/** As another script could not tell it. */
const untold = /\$(?:[A-Za-z_@*0-9{(])|`/;

export type ShellRun = {
  readonly kind: ShellKind;
  readonly scene: Scene;
  readonly invocation: Invocation;
  readonly source: ScriptSource;
  /** Sourced files that were read. */
  readonly sources: ReadonlyMap<string, ScriptSource | null>;
  /** `$0`. */
  readonly name: string;
  readonly args: readonly string[];
  /** Read before the script. */
  readonly files: readonly string[];
};

/** Goes through a script on all its ways. `wanted` are sourced files that would tell more. */
export function runShellScript(run: ShellRun): { readonly trace: Trace; readonly wanted: readonly string[] } {
  const context = contextOf(run);
  const state = stateOf(run);
  for (const file of run.files) sourceFile(context, state, file, []);
  defineFunctions(context, run.source);
  runScript(context, state, run.source.script);
  if (context.isUnsure) runOtherFunctions(context, state);
  if (context.work.left <= 0) giveUp(context, run);
  return { trace: context.findings.trace, wanted: [...context.wanted] };
}

/** What the script does nothing else than to start in its own place; null where it does more. */
export function handedOver(run: ShellRun): readonly string[] | null {
  return run.files.length > 0 ? null : handOver(contextOf(run), stateOf(run), run.source.script.commands);
}

function contextOf({ kind, scene, invocation, sources, args }: ShellRun): ShellContext {
  return {
    kind,
    scene,
    findings: new ShellFindings(),
    env: invocation.env,
    workingDir: invocation.workingDir,
    argumentCount: args.length,
    functions: new Map(),
    running: new Set(),
    called: new Set(),
    isUnsure: false,
    sources,
    wanted: new Set(),
    narrowed: new Map(),
    written: new Set(),
    work: { left: maxWork },
    depth: 0,
    substitutions: 0,
    loops: 0,
  };
}

function stateOf({ invocation, source, name, args }: ShellRun): ShellState {
  const variables = new Map<string, Options>();
  for (const line of invocation.env) {
    const at = line.indexOf('=');
    if (at > 0) variables.set(line.slice(0, at), oneOf([line.slice(at + 1)]));
  }
  return {
    variables,
    exported: new Set(variables.keys()),
    exportsAll: false,
    positional: [args.map((text) => (invocation.from !== null && untold.test(text) ? unknown(text) : known(text)))],
    name: known(name),
    workingDir: invocation.workingDir,
    source,
    input: null,
    unlikely: 0,
    isOver: false,
    returned: null,
  };
}

/** Where a command could not be told it may be any function, with any arguments. */
function runOtherFunctions(context: ShellContext, state: ShellState): void {
  for (const name of context.functions.keys()) {
    if (!context.called.has(name)) runFunction(context, { ...fork(state), isOver: false }, name, [[unknown('$1', true)]]);
  }
}

/** Nothing is left out for that it took too long: all names that stand there count. */
function giveUp(context: ShellContext, { source, sources }: ShellRun): void {
  const text = 'the script has more ways than were followed: every program that is named in it is kept';
  context.findings.warn('shell-too-much', text, source.path, null);
  for (const one of [source, ...sources.values()]) if (one !== null) keepLiteralCommands(context, one);
}
