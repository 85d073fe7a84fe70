#!/usr/bin/env node
import { availableParallelism, homedir, tmpdir } from 'node:os';
import { build, version } from './version.ts';

/**
 * The V8 of Node 20 optimizes what has run for a moment, in each thread anew, which took a third of the processor time of a cold look.
 * Later ones have a compiler between, and other flags.
 */
const optimizesLess = ['--interrupt-budget=500000', '--max-inlined-bytecode-size-cumulative=200'];

/**
 * It also optimizes the parser of HTTP, which is WebAssembly, for the first answer of a registry, and a process does not end before that
 * is done: 0.1 s. This is how long later ones wait.
 */
const optimizesParserLess = ['--wasm-tiering-budget=13000000'];

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
  await setFlagsOfNode20(optimizesParserLess);
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
    loadAnalyzers: async () => {
      // Whoever needs them has something to compute.
      await setFlagsOfNode20(optimizesLess);
      return (await import('../analyzers/index.ts')).analyzers;
    },
  });
}

async function setFlagsOfNode20(flags: readonly string[]): Promise<void> {
  if (!process.versions.v8.startsWith('11.')) return;
  const { setFlagsFromString } = await import('node:v8');
  for (const flag of flags) setFlagsFromString(flag);
}
