import type { FileTracer, ProgramTracer } from '../tracer.ts';
import { commandRunnerTracer } from './command-runner-tracer.ts';
import { runPartsTracer } from './run-parts-tracer.ts';
import { shellTracer } from './shell-tracer.ts';

type Tracers = { readonly programs: readonly ProgramTracer[]; readonly files: readonly FileTracer[] };

/** Scripts, and the programs that start others as scripts use them. */
export const shellTracers: Tracers = { programs: [shellTracer, commandRunnerTracer, runPartsTracer], files: [] };
