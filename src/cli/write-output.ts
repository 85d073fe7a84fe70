import type { Writable } from 'node:stream';
import { untilInterrupted } from './until-interrupted.ts';
import { fromWriteError } from './write-error.ts';

export type Parts = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * Writes a piece after the other, none before the last is taken. A reader that goes away (`| head`) ends it quietly.
 * @throws InspectError `unwritable`
 */
export async function writeOutput(stream: Writable, parts: Parts, signal: AbortSignal): Promise<void> {
  for await (const part of untilInterrupted(parts, signal)) {
    const error = await write(stream, part);
    if (error !== null && isGone(error)) return;
    if (error !== null) throw fromWriteError(error, 'standard output');
  }
}

function write(stream: Writable, part: string | Uint8Array): Promise<Error | null> {
  return new Promise((resolve) => stream.write(part, (error) => resolve(error ?? null)));
}

function isGone(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
}
