#!/usr/bin/env node
import { availableParallelism, homedir, tmpdir } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { build, version } from './version.ts';

const optimizingLess = ['--interrupt-budget=500000', '--max-inlined-bytecode-size-cumulative=200'];

const args = process.argv.slice(2);

// Answered before anything else is loaded.
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) process.stdout.write(`${version}\n`);
else process.exitCode = await runCommand();

async function runCommand(): Promise<number> {
  const interrupt = new AbortController();
  // Once: the second signal ends the process at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
  // What goes wrong while writing is told to whoever writes; without a listener it would also crash the process.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  optimizeLess();
  const { run } = await import('./cli/run.ts');
  return run(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    homeDirectory: homedir(),
    temporaryDirectory: tmpdir(),
    threads: availableParallelism(),
    version,
    build,
    signal: interrupt.signal,
    loadAnalyzers: async () => (await import('../analyzers/index.ts')).analyzers,
  });
}

/**
 * The V8 of Node 20 optimizes what has run for a moment, in each thread anew, which took a third of the processor time of a cold look.
 * Later ones have a compiler between, and other flags. Not before the threads run: under other flags than Node's own they would have to
 * compile what Node has compiled.
 */
function optimizeLess(): void {
  if (!process.versions.v8.startsWith('11.')) return;
  let starting = 0;
  process.on('worker', (thread) => {
    starting += 1;
    thread.once('online', () => {
      starting -= 1;
      if (starting === 0) for (const flag of optimizingLess) setFlagsFromString(flag);
    });
  });
}
