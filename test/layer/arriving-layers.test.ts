import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { arrivingLayers } from '../../src/layer/arriving-layers.ts';
import { IndexCache } from '../../src/layer/index-cache.ts';
import { WorkerPool } from '../../src/layer/worker-pool.ts';
import type { ArrivingLayers } from '../../src/model/image.ts';
import { layerEntry } from '../../src/model/layer-index.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { compress } from '../support/compress.ts';
import { digestOf } from '../support/image-config.ts';
import { layer } from '../support/layers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

function receive(cache: IndexCache | null = null, threads = 2, signal = new AbortController().signal): ArrivingLayers {
  const pool = new WorkerPool(threads, signal);
  onTestFinished(pool.close);
  return arrivingLayers({ reads: [], limits: defaultLimits, verify: false, pool, cache, signal }).layers;
}

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe('a layer that arrives', () => {
  it.each(['none', 'gzip'] as const)('is indexed while it does, both digests included (%s)', async (compression) => {
    const tar = layer({ '/a': 'hello', '/b': 700_000 });
    const stored = compress(tar, compression);
    const arrived = await receive().index(inPieces(stored, 1_000));
    expect({ ...arrived, index: [0, 1].map((i) => layerEntry(arrived.index, i).path) }).toEqual({
      digest: digestOf(stored),
      diffId: digestOf(tar),
      compressedBytes: compression === 'none' ? null : stored.length,
      index: ['/a', '/b'],
    });
  });

  it('is known from then on', async () => {
    const cache = new IndexCache(join(temporaryDirectory(), 'cache'));
    const { isKnown, index } = receive(cache);
    const tar = layer({ '/a': 'known' });
    const { diffId } = await index(inPieces(tar, 512));
    expect(await isKnown(diffId)).toBe(true);
    expect(await receive(cache).isKnown(diffId)).toBe(true);
    expect(await receive().isKnown(diffId)).toBe(false);
  });

  it('waits for a thread, and asks for its bytes no earlier', async () => {
    const { index } = receive(null, 1);
    let open = 0;
    let most = 0;
    const counted = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
      open += 1;
      most = Math.max(most, open);
      yield* inPieces(bytes, 10_000);
      open -= 1;
    };
    const tars = [1, 2, 3, 4].map((i) => layer({ [`/${i}`]: 100_000 }));
    const arrived = await Promise.all(tars.map((tar) => index(counted(tar))));
    expect(arrived.map(({ diffId }) => diffId)).toEqual(tars.map(digestOf));
    expect(most).toBe(1);
  });

  it('that breaks off fails with what it broke off with, and the next one is read', async () => {
    const { index } = receive(null, 1);
    const tar = layer({ '/a': 100_000 });
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield tar.subarray(0, 10_000);
      throw new Error('the engine went away');
    }
    await expect(index(broken())).rejects.toThrow('the engine went away');
    expect((await index(inPieces(tar, 10_000))).diffId).toBe(digestOf(tar));
  });

  it('that is no tar fails without being read to its end', async () => {
    const { index } = receive(null, 1);
    let isEnded = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.alloc(65_536, 'no tar');
      } finally {
        isEnded = true;
      }
    }
    await expect(index(endless())).rejects.toMatchObject({ code: 'malformed-tar' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isEnded).toBe(true);
  });

  it('is given up on an interrupt, also when it has fallen silent', async () => {
    const interrupt = new AbortController();
    const { index } = receive(null, 1, interrupt.signal);
    async function* silent(): AsyncGenerator<Uint8Array> {
      yield layer({ '/a': 10 }).subarray(0, 600);
      setTimeout(() => interrupt.abort(), 30);
      await new Promise(() => {});
    }
    await expect(index(silent())).rejects.toMatchObject({ code: 'interrupted' });
  });
});
