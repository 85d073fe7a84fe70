import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WorkerPool } from '../../src/layer/worker-pool.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { layer } from '../support/layers.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Of this process. */
function threads(): number {
  return (process.report.getReport() as { readonly workers: readonly unknown[] }).workers.length;
}

describe('a pool of threads', () => {
  it('at rest has none, and starts others for more work', async () => {
    const pool = new WorkerPool(2, new AbortController().signal);
    onTestFinished(pool.close);
    const request = { digest: null, diffId: null, sizeBytes: null, hashesTar: true };
    const read = async (): Promise<string> => {
      const progress = new Float64Array(new SharedArrayBuffer(8));
      const result = await pool.run({ kind: 'stream', place: null, request, reads: [], limits: defaultLimits }, progress, () =>
        once(layer({ '/a': 'x' })),
      );
      return result.kind;
    };
    const none = threads();
    expect(await Promise.all([read(), read()])).toEqual(['stream', 'stream']);
    expect(threads()).toBeGreaterThan(none);
    pool.rest();
    await vi.waitFor(() => expect(threads()).toBe(none));
    expect(await read()).toBe('stream');
  });
});
