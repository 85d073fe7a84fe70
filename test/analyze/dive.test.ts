import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { diveExport, diveNumbers } from '../../src/analyze/dive.ts';
import { namePaths } from '../../src/filesystem/name-paths.ts';
import type { DiveExport } from '../../src/model/dive-numbers.ts';
import type { LayerIndex } from '../../src/model/layer-index.ts';
import { diveCases } from './dive-cases.ts';
import { indexTar, layerIndexes } from './dive-layers.ts';
import { modelEfficiency } from './dive-model.ts';

const seed = [1, 2] as const;
/** Data of other projects, beside the checkout; not part of it. */
const corpus = '../shared/corpus/wagoodman+dive/.data';

describe('diveNumbers', () => {
  it.each(diveCases)('%s', async (_, layers, numbers, files) => {
    const indexes = await layerIndexes(...layers);
    const named = namePaths(indexes, seed);
    const exported = diveExport(indexes, named);
    expect(diveNumbers(indexes, named)).toEqual(numbers);
    expect(exported.numbers).toEqual(numbers);
    expect(exported.inefficientFiles.map((file) => [file.path, file.count, file.cumulativeBytes])).toEqual(files);
  });

  it('agrees with a slow model on any layers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(randomEntry(), { maxLength: 8 }), { maxLength: 5 }), async (layers) => {
        const indexes = await layerIndexes(...layers);
        const named = namePaths(indexes, seed);
        const { efficiencyScore, wastedBytes } = diveNumbers(indexes, named);
        expect({ efficiencyScore, wastedBytes }).toEqual(modelEfficiency(indexes));
        expect(diveExport(indexes, named).numbers).toEqual(diveNumbers(indexes, named));
      }),
      { numRuns: 100 },
    );
  });

  it.skipIf(!existsSync(corpus))("gives dive's own figures for dive's own test image", async () => {
    const indexes = await readDockerArchive(`${corpus}/test-docker-image.tar`);
    expect(diveNumbers(indexes, namePaths(indexes, seed))).toEqual({
      efficiencyScore: 0.9844212134184309,
      sizeBytes: 1_220_598,
      userSizeBytes: 66_237,
      wastedBytes: 32_025,
      userWastedPercent: 0.4834911001404049,
    });
  });
});

describe('diveExport', () => {
  it('lists children first and by the bytes of their names, implied parents and all', async () => {
    const indexes = await layerIndexes([
      ['/b/', 0],
      ['/é', 0],
      ['/b/.wh.z', 0],
      ['/b/a', 0],
      ['/a/x/y', 0],
      ['/Z', 0],
      ['/-', 0],
      ['/b.', 0],
      ['/b/.wh..wh..opq', 0],
    ]);
    expect(rowsOf(diveExport(indexes, namePaths(indexes, seed)))).toEqual([[6, 5, 4, -1, -1, 2, 3, 0, 7, 1]]);
  });

  it('keeps the last entry of a path that came twice', async () => {
    const indexes = await layerIndexes([
      ['/a', 1],
      ['/b', 1],
      ['/a', 2],
    ]);
    expect(rowsOf(diveExport(indexes, namePaths(indexes, seed)))).toEqual([[2, 1]]);
  });

  it('orders by size, the largest first', async () => {
    const layers = { '/small': 1, '/large': 9, '/once': 5 };
    const indexes = await layerIndexes(layers, { '/small': 1, '/large': 9 });
    expect(diveExport(indexes, namePaths(indexes, seed)).inefficientFiles).toEqual([
      { path: '/large', count: 2, cumulativeBytes: 18 },
      { path: '/small', count: 2, cumulativeBytes: 2 },
    ]);
  });

  it('decodes names as the rest of the program does', async () => {
    const name = '/d\udcff/日';
    const indexes = await layerIndexes({ [name]: 1 }, { [name]: 2 });
    expect(diveExport(indexes, namePaths(indexes, seed)).inefficientFiles).toEqual([{ path: name, count: 2, cumulativeBytes: 3 }]);
  });
});

function rowsOf(exported: DiveExport): readonly (readonly number[])[] {
  return exported.layers.map(({ rows }) => [...rows]);
}

function randomEntry(): fc.Arbitrary<readonly [path: string, bytes: number]> {
  const name = fc.constantFrom('a', 'b', '-', '.z', 'é');
  const last = fc.oneof(
    { weight: 12, arbitrary: name },
    { weight: 5, arbitrary: name.map((text) => `.wh.${text}`) },
    { weight: 1, arbitrary: fc.constantFrom('.wh..wh..opq', '.wh..wh.aufs', '.wh..wh..tmp', '.wh.a/b', '.wh..wh.plnk/c') },
  );
  return fc.tuple(fc.array(name, { maxLength: 2 }), last, fc.boolean(), fc.nat(50)).map(([directories, text, isDirectory, bytes]) => {
    const path = `/${[...directories, text].join('/')}`;
    return isDirectory && !text.includes('.wh.') ? [`${path}/`, 0] : [path, bytes];
  });
}

async function readDockerArchive(file: string): Promise<readonly LayerIndex[]> {
  const members = new Map<string, Buffer>();
  const unpacked = extract();
  unpacked.end(readFileSync(file));
  for await (const entry of unpacked) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    members.set(entry.header.name, Buffer.concat(chunks));
  }
  const [manifest] = JSON.parse(members.get('manifest.json')!.toString()) as [{ readonly Layers: readonly string[] }];
  return Promise.all(manifest.Layers.map((layer) => indexTar(members.get(layer)!)));
}
