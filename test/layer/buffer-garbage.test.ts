import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { freeingBuffers } from '../../src/layer/buffer-garbage.ts';

const mebibyte = 1_048_576;

type Collection = { readonly kind: number; readonly flags: number };

/** Collections that somebody asked for while `work` ran. */
async function askedCollections(work: () => void): Promise<readonly Collection[]> {
  const seen: Collection[] = [];
  const collect = (list: { readonly getEntries: () => readonly unknown[] }): void => {
    for (const entry of list.getEntries()) seen.push((entry as { readonly detail: Collection }).detail);
  };
  const observer = new PerformanceObserver(collect);
  observer.observe({ entryTypes: ['gc'] });
  work();
  await setImmediate();
  collect({ getEntries: () => observer.takeRecords() });
  observer.disconnect();
  return seen.filter(({ flags }) => (flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) !== 0);
}

describe('buffers that a stream came in', () => {
  it('are freed each time that eight MiB of them are done with, by a collection of what is young', async () => {
    const freeBuffers = freeingBuffers();
    const collections = await askedCollections(() => {
      for (let i = 0; i < 31; i++) freeBuffers(mebibyte);
    });
    expect(collections.map(({ kind }) => kind)).toEqual(Array(3).fill(constants.NODE_PERFORMANCE_GC_MINOR));
    expect(await askedCollections(() => freeBuffers(mebibyte - 1))).toEqual([]);
  });

  it('and nobody else sees how they are freed', () => {
    freeingBuffers()(8 * mebibyte);
    expect(runInNewContext('typeof gc')).toBe('undefined');
  });
});
