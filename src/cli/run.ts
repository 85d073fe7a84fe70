import { CommanderError } from 'commander';
import { InspectError } from '../model/errors.ts';
import type { Host } from './host.ts';
import { NegativeResult } from './negative-result.ts';
import { createProgram } from './program.ts';
import { tell } from './tell.ts';

/**
 * Runs the command that `args` ask for. Expected failures are told in one line; a bug is thrown.
 * @returns the exit code: 0 done, 1 done and the answer is no, 2 an expected failure, 130 interrupted
 */
export async function run(args: readonly string[], host: Host): Promise<number> {
  const failure = await parse(args, host);
  if (host.signal.aborted) {
    tell(host, 'interrupted');
    return 130;
  }
  if (failure === null) return 0;
  if (failure instanceof NegativeResult) return 1;
  tell(host, failure.message);
  return 2;
}

async function parse(args: readonly string[], host: Host): Promise<InspectError | NegativeResult | null> {
  try {
    await createProgram(host).parseAsync(args, { from: 'user' });
    return null;
  } catch (error) {
    // Commander throws after it has shown help, too.
    if (error instanceof CommanderError && error.exitCode === 0) return null;
    if (error instanceof InspectError || error instanceof NegativeResult) return error;
    if (host.signal.aborted) return new InspectError('interrupted', 'interrupted', { cause: error });
    throw error;
  }
}
