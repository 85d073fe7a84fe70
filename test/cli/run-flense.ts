import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll } from 'vitest';
import type { Analyzer } from '../../src/analyze/analyzer.ts';
import type { Terminal } from '../../src/cli/host.ts';
import { run } from '../../src/cli/run.ts';

export type Outcome = { readonly status: number; readonly stdout: string; readonly stderr: string };

export type RunInput = {
  readonly environment?: Readonly<Record<string, string>>;
  readonly temporaryDirectory?: string;
  readonly signal?: AbortSignal;
  readonly analyzers?: readonly Analyzer[];
  /** Columns of the terminal that standard error is; a pipe unless given. */
  readonly terminalColumns?: number;
  /** Names the code, for the tests of what one look leaves for the next. */
  readonly build?: string;
};

/** Kept for the tests of one file. */
const cache = mkdtempSync(join(tmpdir(), 'flense-test-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** Runs a command in this process. */
export async function runFlense(args: readonly string[], input: RunInput = {}): Promise<Outcome> {
  const stdout = collector();
  const stderr = collector();
  const status = await run(args, {
    stdout: stdout.stream,
    stderr: input.terminalColumns === undefined ? stderr.stream : asTerminal(stderr.stream, input.terminalColumns),
    environment: { XDG_CACHE_HOME: cache, LANG: 'C.UTF-8', ...input.environment },
    homeDirectory: '/dev/null',
    temporaryDirectory: input.temporaryDirectory ?? '/dev/null',
    threads: 0,
    version: '1.2.3',
    build: input.build ?? null,
    signal: input.signal ?? new AbortController().signal,
    loadAnalyzers: async () => input.analyzers ?? [],
  });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

function asTerminal(stream: Writable, columns: number): Terminal {
  return Object.assign(stream, { isTTY: true, columns, rows: 24 });
}

function collector(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
