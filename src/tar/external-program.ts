import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { Readable } from 'node:stream';
import { InspectError } from '../model/errors.ts';

const found = new Map<string, string | null>();

/** Absolute path of a program on PATH; relative entries of PATH are not searched, as the working directory may be anybody's. */
export function findProgram(name: string, searchPath = process.env['PATH'] ?? ''): string | null {
  const key = `${name}${delimiter}${searchPath}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const directories = searchPath.split(delimiter).filter(isAbsolute);
  const path = directories.map((directory) => join(directory, name)).find(isExecutable) ?? null;
  found.set(key, path);
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

type Exit = { readonly status: number | null; readonly signal: NodeJS.Signals | null };

/**
 * Standard output of a decompressor that is fed `input`. The process ends with the iteration, also when that is left early.
 * @throws InspectError `malformed-compression` with what the program said; `interrupted` if somebody else ended it; `unreadable`
 * if it cannot be started
 */
export async function* pipeThrough(
  program: string,
  args: readonly string[],
  input: Iterable<Uint8Array>,
  kind: string,
): AsyncGenerator<Buffer> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const exit = new Promise<Exit>((resolve, reject) => {
    child.once('error', (cause) => reject(new InspectError('unreadable', `expected to run ${program}, got ${cause.message}`, { cause })));
    child.once('close', (status, signal) => resolve({ status, signal }));
  });
  // Nobody may be waiting yet when it fails; the same promise is awaited below.
  exit.catch(() => {});
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(0, 500);
  });
  // Without it sixteen pieces of any size are read ahead.
  const source = Readable.from(input, { objectMode: false, highWaterMark: 262_144 });
  let inputError: unknown = null;
  source.once('error', (error) => {
    inputError = error;
    child.kill();
  });
  // EPIPE: the program has given up; its exit status tells why.
  child.stdin.on('error', () => source.destroy());
  source.pipe(child.stdin);
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    const { status, signal } = await exit;
    if (inputError !== null) throw inputError;
    if (signal !== null) throw new InspectError('interrupted', `expected ${program} to end by itself, got ${signal}`);
    if (status !== 0)
      throw new InspectError('malformed-compression', `expected whole ${kind} data, got an error from ${program}: ${firstLine(complaint)}`);
  } finally {
    source.destroy();
    child.kill();
  }
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n', 1);
  // What igzip calls its standard input.
  return line.replaceAll(' (null)', '');
}
