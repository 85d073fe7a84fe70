import type { Function as FunctionNode } from 'unbash';
import type { ShellKind } from '../../model/facts.ts';
import type { Scene } from '../tracer.ts';
import type { NarrowedPaths } from './narrowed-paths.ts';
import type { ScriptSource } from './script-source.ts';
import type { ShellFindings } from './shell-findings.ts';

export type DefinedFunction = { readonly node: FunctionNode; readonly source: ScriptSource };

/** What one shell process has in common over all of its script. */
export type ShellContext = {
  readonly kind: ShellKind;
  readonly scene: Scene;
  readonly findings: ShellFindings;
  /** Of the container, as the shell was started with it. */
  readonly env: readonly string[];
  readonly workingDir: string;
  /** Of the script, as the shell was started with it. */
  readonly argumentCount: number;
  readonly functions: Map<string, DefinedFunction[]>;
  /** Names of functions that are being run, so that recursion ends. */
  readonly running: Set<string>;
  readonly called: Set<string>;
  /** A command could not be told: it may be any function. */
  isUnsure: boolean;
  /** Sourced files that were read, by path; null for one that cannot be read. */
  readonly sources: ReadonlyMap<string, ScriptSource | null>;
  /** Sourced files that nobody has read yet. */
  readonly wanted: Set<string>;
  /** What words of which a part is not known may name, by pattern. */
  readonly narrowed: Map<string, NarrowedPaths>;
  /** Words of which a part is not known that the script writes to. */
  readonly written: Set<string>;
  readonly work: WorkLeft;
  /** Nesting of sourced files, of text that is run, and of loops. */
  depth: number;
  substitutions: number;
  loops: number;
};

/** A hostile script may take as long as it likes, we do not: units of some microseconds. */
export type WorkLeft = { left: number };

export const maxWork = 100_000;
export const maxDepth = 24;
/** Of `$(…)` in `$(…)`. */
export const maxSubstitutions = 24;

/** @returns false when all is used up */
export function spend(context: ShellContext, units: number): boolean {
  context.work.left -= units;
  return context.work.left > 0;
}
