import { posix } from 'node:path';
import type { ProgramTracer, Trace } from '../tracer.ts';
import { ServerTrace } from './server-trace.ts';

/** A program of which it is known what it reads, loads and starts beside what its file says. */
export type Server = {
  readonly id: string;
  /** What it is called by who starts it, or its file: each name alone. */
  readonly names: RegExp;
  readonly trace: (found: ServerTrace) => Promise<void> | void;
};

export function serverTracer({ id, names, trace }: Server): ProgramTracer {
  return {
    id,
    traceProgram: (program, invocation, scene) => {
      const path = scene.view.tree.path(program);
      const isMeant = names.test(posix.basename(invocation.argv[0] ?? '')) || names.test(posix.basename(path));
      return isMeant ? traceServer(trace, new ServerTrace(scene, invocation, path)) : null;
    },
  };
}

async function traceServer(trace: Server['trace'], found: ServerTrace): Promise<Trace> {
  await trace(found);
  return found.trace;
}

/** Value of an option, as the next word or behind an equals sign or, of a single letter, in the same word. */
export function optionValue(argv: readonly string[], ...names: readonly string[]): string | null {
  for (const [at, word] of argv.entries()) {
    if (at === 0) continue;
    for (const name of names) {
      if (word === name) return argv[at + 1] ?? null;
      if (word.startsWith(`${name}=`)) return word.slice(name.length + 1);
      if (/^-\w$/.test(name) && word.startsWith(name) && word.length > 2) return word.slice(2);
    }
  }
  return null;
}
