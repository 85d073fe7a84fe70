import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBack } from '../../src/build/read-back.ts';
import type { StagedImage, StagedLayer } from '../../src/build/staged-image.ts';
import { InspectError } from '../../src/model/errors.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { layer } from '../support/layers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { imageOf, slimming } from './slimming.ts';

const signal = new AbortController().signal;

/** Layers of one file each, `/0`, `/1` and so on, of which `broken` are not as their digests say. */
function staged(count: number, broken: readonly number[] = []): StagedImage {
  const directory = join(temporaryDirectory(), 'layers');
  mkdirSync(directory);
  const layers = Array.from({ length: count }, (_, i): StagedLayer => {
    const tar = layer({ [`/${i}`]: `content ${i}` });
    const blob = gzipSync(tar);
    const path = join(directory, String(i));
    writeFileSync(path, broken.includes(i) ? blob.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) : blob);
    const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    return {
      path,
      diffId: digestOf(tar) as StagedLayer['diffId'],
      digest: digestOf(blob) as StagedLayer['digest'],
      storedBytes: blob.length,
      compression: 'gzip',
      mountFrom: null,
    };
  });
  return { platform: { os: 'linux', architecture: 'amd64' }, config: {}, layers, annotations: {} } as unknown as StagedImage;
}

function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('what was written', () => {
  it.each([0, 1, 2, 5])('is read back in the order of its %i layers', async (count) => {
    const back = await readBack(staged(count), defaultLimits, signal);
    const paths = back.tree.layers.map((_, i) => back.tree.find(`/${i}`) !== null);
    back.close();
    expect(paths).toEqual(Array(count).fill(true));
  });

  it.each([[[0]], [[4]], [[0, 1]], [[1, 3]]])('is refused where layers %j are altered, and nothing stays open', async (broken) => {
    const before = openFiles();
    expect(await failure(readBack(staged(5, broken), defaultLimits, signal))).toMatch(
      /^digest-mismatch: expected the blob to have sha256:/,
    );
    expect(openFiles()).toBe(before);
  });

  it('is not read where somebody interrupts', async () => {
    const before = openFiles();
    await expect(readBack(staged(3), defaultLimits, AbortSignal.abort(new InspectError('interrupted', 'interrupted')))).rejects.toThrow(
      'interrupted',
    );
    expect(openFiles()).toBe(before);
  });
});

describe('a content that an index has the hash of', () => {
  it('is held against it while it is copied', async () => {
    const original = await imageOf([{ '/app': 'what was indexed', '/b': 'b' }]);
    const node = original.tree.find('/app')!;
    const inode = original.tree.inodeAt(node)!;
    const { columns } = original.tree.layers[original.tree.layerOf(inode)]!;
    const row = columns.hashRows[original.tree.rowOf(inode)]!;
    expect(row).toBeGreaterThanOrEqual(0);
    columns.hashes[row * 32]! ^= 1;
    expect(await failure(slimming(original, { files: ['/app'] }))).toMatch(
      /^digest-mismatch: .*expected the file at byte \d+ of the layer tar/,
    );
  });
});
