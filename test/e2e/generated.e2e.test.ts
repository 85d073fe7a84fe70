import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ociLayout } from '../support/oci-layout.ts';
import type { applicableLayers } from './support/applicable-layers.ts';
import { treeDifferences } from './support/file-tree.ts';
import { listedTree } from './support/listed-tree.ts';
import { randomLayers } from './support/random-layers.ts';
import { run } from './support/run.ts';
import { umociTree } from './support/umoci-tree.ts';
import { writeFiles } from './support/write-files.ts';

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'flense-generated-'));
});

afterAll(async () => {
  await run('rm', ['-rf', '--one-file-system', scratch]);
});

async function expectEqualTrees(layers: ReturnType<typeof applicableLayers>): Promise<void> {
  const directory = mkdtempSync(join(scratch, 'image-'));
  const layout = join(directory, 'layout');
  writeFiles(layout, ociLayout({ layers, tags: ['latest'] }));
  const unpacked = await umociTree(layout, 'latest', join(directory, 'unpacked'));
  expect(treeDifferences(unpacked, await listedTree(`oci:${layout}`))).toEqual([]);
}

describe('a generated stack of layers is listed as umoci unpacks it', () => {
  it('for the stacks of a fixed seed', async () => {
    await fc.assert(fc.asyncProperty(randomLayers, expectEqualTrees), { seed: 3, numRuns: 60 });
  });

  const seed = Math.floor(Math.random() * 2 ** 31);
  it(`for the stacks of a new seed (${seed})`, async () => {
    await fc.assert(fc.asyncProperty(randomLayers, expectEqualTrees), { seed, numRuns: 30 });
  });
});
