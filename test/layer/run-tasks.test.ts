import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { runTasks, type WeighedTask } from '../../src/layer/run-tasks.ts';
import { WorkerPool } from '../../src/layer/worker-pool.ts';
import type { DiffId } from '../../src/model/digest.ts';
import { InspectError } from '../../src/model/errors.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { digestOf } from '../support/image-config.ts';
import { layer } from '../support/layers.ts';
import { zstdBomb, zstdFrame } from '../tar/zstd-frames.ts';
import { fileBlob } from './file-blob.ts';
import { pathsOf } from './images.ts';

/** Weights that make threads worth their while, whatever the bytes. */
const heavy = 100e6;

function indexing(bytes: Uint8Array, i: number, weight = heavy - i): WeighedTask {
  const request = { blob: fileBlob(bytes), digest: digestOf(bytes), diffId: digestOf(bytes) as string as DiffId, verify: false };
  return { bytes: weight, task: { kind: 'index', place: `layer ${i}`, request, reads: [], limits: defaultLimits }, open: null };
}

async function run(tasks: readonly WeighedTask[], threads: number, signal = new AbortController().signal) {
  const pool = new WorkerPool(threads, signal);
  onTestFinished(pool.close);
  const progress = new Float64Array(new SharedArrayBuffer(8 * tasks.length));
  const results = await runTasks(tasks, pool, progress, signal);
  return { paths: results.map((result) => (result.kind === 'index' ? pathsOf(result.indexed.index) : [])), progress: [...progress] };
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    return `none: ${JSON.stringify(await work)}`;
  } catch (error) {
    return error instanceof InspectError ? `${error.code}: ${error.message}` : String(error);
  }
}

const layers = Array.from({ length: 5 }, (_, i) => gzipSync(layer({ [`/file-${i}`]: 100 * i })));

describe.each([
  ['on this thread', 0],
  ['on two threads', 2],
])('tasks run %s', (_, threads) => {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);

  beforeEach(() => {
    unhandled.length = 0;
    process.on('unhandledRejection', note);
  });

  afterEach(async () => {
    await new Promise(setImmediate);
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  it('give their results in order, and tell how far they are', async () => {
    const found = await run(
      layers.map((bytes, i) => indexing(bytes, i)),
      threads,
    );
    expect(found.paths).toEqual(layers.map((_, i) => [`/file-${i}`]));
    expect(found.progress).toEqual(layers.map(({ length }) => length));
  });

  it('may be none', async () => {
    expect(await run([], threads)).toEqual({ paths: [], progress: [] });
  });

  it('fail as one of them does', async () => {
    const tasks = layers.map((bytes, i) => indexing(i === 3 ? bytes.subarray(0, 30) : bytes, i));
    expect(await failure(run(tasks, threads))).toMatch(/^malformed-compression: layer 3: expected whole gzip data, got /);
  });

  it('crash as one of them does', async () => {
    const task = { kind: 'hash' as const, blob: { ...fileBlob(layers[0]!), fd: 999_999 }, ranges: [[0, 5] as const] };
    expect(await failure(run([...layers.map((bytes, i) => indexing(bytes, i)), { bytes: heavy, task, open: null }], threads))).toMatch(
      /^Error: EBADF/,
    );
  });

  it('do not start when it is too late', async () => {
    expect(await failure(run([indexing(layers[0]!, 0)], threads, AbortSignal.abort()))).toBe('interrupted: interrupted');
  });
});

describe('threads', () => {
  it('are given up in the middle of their work', async () => {
    // Minutes of zeros behind the end of a small tar.
    const endless = Buffer.concat([zstdFrame(layer({ '/a': 1 })), zstdBomb(1_000_000)]);
    const interrupt = new AbortController();
    const work = failure(run([indexing(endless, 0), indexing(layers[0]!, 1)], 2, interrupt.signal));
    setTimeout(() => interrupt.abort(), 200);
    const started = performance.now();
    expect(await work).toMatch(/^(?:interrupted: interrupted|limit: layer 0: zstd data)/);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('are not started for little work', async () => {
    const pool = new WorkerPool(4, new AbortController().signal);
    const spy = vi.spyOn(pool, 'run');
    const tasks = layers.map((bytes, i) => indexing(bytes, i, bytes.length));
    await runTasks(tasks, pool, new Float64Array(5), new AbortController().signal);
    expect(spy).not.toHaveBeenCalled();
    pool.close();
  });
});
