import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ociLayout } from '../support/oci-layout.ts';
import { applicableLayers, type Change } from './support/applicable-layers.ts';
import { treeDifferences } from './support/file-tree.ts';
import { listedTree } from './support/listed-tree.ts';
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

/** Few names, so that changes meet; a byte that is not UTF-8, a name that no ustar header holds, and one that only looks like a whiteout. */
const name = fc.constantFrom('a', 'b', 'c', 'd', '\u00fc', '\udcff', 'l'.repeat(120), 'x.wh.y');

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(
    'file',
    'file',
    'directory',
    'directory',
    'symlink',
    'hardlink',
    'char',
    'fifo',
    'whiteout',
    'whiteout',
    'opaque-whiteout',
  ),
  path: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b') }, { weight: 1, arbitrary: name }), {
    minLength: 1,
    maxLength: 4,
  }),
  mode: fc.constantFrom(0o644, 0o755, 0o700, 0o4755, 0o1777, 0),
  owner: fc.constantFrom(0, 1, 1_000, 3_000_000),
  sizeBytes: fc.constantFrom(0, 1, 512, 513),
  symlinkTarget: fc.constantFrom('a', '../b', '/a/b', 'nowhere', '/', '\udcff', 't'.repeat(130)),
  pick: fc.nat(20),
});

const stack = fc.array(fc.array(change, { minLength: 1, maxLength: 14 }), { minLength: 1, maxLength: 5 }).map(applicableLayers);

async function expectEqualTrees(layers: ReturnType<typeof applicableLayers>): Promise<void> {
  const directory = mkdtempSync(join(scratch, 'image-'));
  const layout = join(directory, 'layout');
  writeFiles(layout, ociLayout({ layers, tags: ['latest'] }));
  const unpacked = await umociTree(layout, 'latest', join(directory, 'unpacked'));
  expect(treeDifferences(unpacked, await listedTree(`oci:${layout}`))).toEqual([]);
}

describe('a generated stack of layers is listed as umoci unpacks it', () => {
  it('for the stacks of a fixed seed', async () => {
    await fc.assert(fc.asyncProperty(stack, expectEqualTrees), { seed: 3, numRuns: 60 });
  });

  const seed = Math.floor(Math.random() * 2 ** 31);
  it(`for the stacks of a new seed (${seed})`, async () => {
    await fc.assert(fc.asyncProperty(stack, expectEqualTrees), { seed, numRuns: 30 });
  });
});
