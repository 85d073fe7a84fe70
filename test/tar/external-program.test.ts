import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The module remembers what it has found on PATH. */
async function fresh(): Promise<typeof import('../../src/tar/external-program.ts')> {
  vi.resetModules();
  return import('../../src/tar/external-program.ts');
}

async function pipe(script: string, input: Iterable<Uint8Array> = []): Promise<string> {
  const { pipeThrough } = await fresh();
  const chunks: Buffer[] = [];
  for await (const chunk of pipeThrough('/bin/sh', ['-c', script], input, 'gzip')) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    return `none: ${JSON.stringify(await work)}`;
  } catch (error) {
    // Modules loaded anew have classes of their own.
    if (error instanceof Error && error.name === new InspectError('usage', '').name)
      return `${(error as InspectError).code}: ${error.message}`;
    throw error;
  }
}

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('findProgram', () => {
  it('takes the first program on PATH, and nothing else of its name', async () => {
    const [none, notExecutable, directory, first, second] = Array.from({ length: 5 }, temporaryDirectory) as [
      string,
      string,
      string,
      string,
      string,
    ];
    writeFileSync(join(notExecutable, 'igzip'), '');
    mkdirSync(join(directory, 'igzip'));
    for (const found of [first, second]) {
      writeFileSync(join(found, 'igzip'), '#!/bin/sh\n');
      chmodSync(join(found, 'igzip'), 0o755);
    }
    vi.stubEnv('PATH', [none, notExecutable, directory, first, second].join(delimiter));
    const { findProgram } = await fresh();
    expect([findProgram('igzip'), findProgram('unpigz')]).toEqual([join(first, 'igzip'), null]);
  });

  it('never looks in the working directory', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'igzip'), '#!/bin/sh\n');
    chmodSync(join(directory, 'igzip'), 0o755);
    vi.spyOn(process, 'cwd').mockReturnValue(directory);
    vi.stubEnv('PATH', ['', '.', './', 'bin'].join(delimiter));
    const { findProgram } = await fresh();
    expect(findProgram('igzip')).toBeNull();
    vi.restoreAllMocks();
  });
});

describe('pipeThrough', () => {
  it('feeds a program and gives what it writes', async () => {
    expect(await pipe('tr a-z A-Z', [Buffer.from('abc'), Buffer.from('def')])).toBe('ABCDEF');
  });

  it('takes more than a pipe holds', async () => {
    const chunk = Buffer.alloc(300_000, 'x');
    expect(await pipe('cat', [chunk, chunk, chunk])).toBe('x'.repeat(900_000));
  });

  it('does not mind a program that has read enough', async () => {
    expect(await pipe('head -c 3', endless())).toBe('\0\0\0');
  });

  it('tells what a failing program says, its first line only', async () => {
    expect(await failure(pipe('echo bad data >&2; echo more >&2; exit 3'))).toBe(
      'malformed-compression: expected whole gzip data, got an error from /bin/sh: bad data',
    );
  });

  it('does not listen to endless complaints', async () => {
    expect(await failure(pipe('head -c 10000000 /dev/zero | tr "\\0" x >&2; exit 1'))).toMatch(/^malformed-compression: .{400,600}$/);
  });

  it('tells a program that somebody ended from one that gave up', async () => {
    expect(await failure(pipe('kill -INT $$; exit 1'))).toBe('interrupted: expected /bin/sh to end by itself, got SIGINT');
  });

  it('fails expectedly where the program cannot be started', async () => {
    const { pipeThrough } = await fresh();
    for (const program of ['/nonexistent/igzip', temporaryDirectory()]) {
      expect(await failure(pipeThrough(program, [], [Buffer.from('x')], 'gzip').next())).toMatch(
        /^unreadable: expected to run .*, got spawn /,
      );
    }
  });

  it('passes on what goes wrong with its input', async () => {
    const input = function* (): Generator<Buffer> {
      yield Buffer.from('abc');
      throw new InspectError('size-mismatch', 'cut short');
    };
    expect(await failure(pipe('cat', input()))).toBe('size-mismatch: cut short');
  });

  it('ends the program, and its input, when nobody listens any more', async () => {
    const { pipeThrough } = await fresh();
    let isClosed = false;
    const input = function* (): Generator<Buffer> {
      try {
        yield* endless();
      } finally {
        isClosed = true;
      }
    };
    let pid = 0;
    for await (const chunk of pipeThrough('/bin/sh', ['-c', 'echo $$; exec cat'], input(), 'gzip')) {
      pid = Number.parseInt(chunk.toString('latin1'), 10);
      break;
    }
    expect(pid).toBeGreaterThan(0);
    await vi.waitFor(() => expect({ isRunning: isRunning(pid), isClosed }).toEqual({ isRunning: false, isClosed: true }));
  });
});
