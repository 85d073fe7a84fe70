import type { Writable } from 'node:stream';
import type { Analyzer } from '../analyze/analyzer.ts';

/** A standard stream; `isTTY` and `columns` are there only where it is a terminal. */
export type Terminal = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

/** What a command has of the process that it runs in. */
export type Host = {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly temporaryDirectory: string;
  readonly threads: number;
  readonly version: string;
  /** Names the code that runs; null: what it computes is not kept. */
  readonly build: string | null;
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal;
  /** Late, as most commands end before they need them. */
  readonly loadAnalyzers: () => Promise<readonly Analyzer[]>;
};
