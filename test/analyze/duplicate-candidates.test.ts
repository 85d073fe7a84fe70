import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { duplicateContent } from '../../analyzers/duplicate-content.ts';
import { duplicateCandidates, type Sample } from '../../src/analyze/duplicate-candidates.ts';
import { ImageTree } from '../../src/filesystem/image-tree.ts';
import { none } from '../../src/filesystem/tree-state.ts';
import { viewOf } from '../analyzers/view-of.ts';
import { inspecting } from '../inspecting.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import type { LayerInput } from '../support/layers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** What is told of an image whose layers are stored as plain tars. */
async function copiesIn(...layers: readonly LayerInput[]): Promise<readonly string[]> {
  const path = join(temporaryDirectory(), 'image.tar');
  writeFileSync(path, dockerArchive({ layers }));
  const { report, close } = await inspecting(path, {}, [duplicateContent]);
  close();
  return report.findings.flatMap(({ evidence }) => evidence.map((one) => (one.kind === 'file' ? one.path : '')));
}

describe('copies in layers that are stored without compression', () => {
  it('are found by hashing what has the same size', async () => {
    expect(await copiesIn({ '/a': 70_000, '/b': 80_000 }, { '/c': 70_000, '/d': 'd'.repeat(80_000) })).toEqual(['/c']);
  });

  it('are not looked for among small files', async () => {
    expect(await copiesIn({ '/a': 50_000, '/b': 50_000, '/e': 90_000, '/f': 90_000 })).toEqual(['/f']);
  });

  it('are found however large they are, and held against the whole content', async () => {
    const [large, other] = [Buffer.alloc(34_000_000, 'a'), Buffer.alloc(34_000_000, 'a')];
    other.write('b', 1_000_000);
    expect(await copiesIn({ '/a': large, '/b': large, '/c': other })).toEqual(['/b']);
  });

  it('are none where a later layer hides them', async () => {
    expect(await copiesIn({ '/a': 70_000, '/b': 70_000 }, { '/.wh.b': 0 })).toEqual([]);
  });
});

describe('duplicateCandidates', () => {
  const mebibyte = 1_048_576;
  const files = { '/a': 20 * mebibyte, '/b': 20 * mebibyte, '/c': mebibyte, '/d': mebibyte };
  const pathsOf = async (sample: Sample): Promise<readonly string[]> => {
    const { tree, image } = await viewOf({}, { layers: [files] });
    const entries = duplicateCandidates(withoutHashes(tree), image, sample);
    return entries.map((entry) => tree.entryPath(entry));
  };

  it('are those whose samples agree', async () => {
    expect(await pathsOf((_, row) => (row < 2 ? 'same' : String(row)))).toEqual(['/a', '/b']);
  });

  it('are none where all samples differ', async () => {
    expect(await pathsOf((_, row) => String(row))).toEqual([]);
  });

  it('are none where nothing can be sampled, as whole layers would have to be fetched', async () => {
    expect(await pathsOf(() => null)).toEqual([]);
  });

  it('are held against what has a hash, as far as the budget goes', async () => {
    const { tree, image } = await viewOf({}, { layers: [files, { '/e': 20 * mebibyte, '/f': mebibyte }] });
    const entries = duplicateCandidates(withoutHashes(tree, 0), image, (_, row) => String(row));
    expect(entries.map((entry) => tree.entryPath(entry))).toEqual(['/c', '/d']);
  });
});

/** As a layer that lies in a file has them. */
function withoutHashes(tree: ImageTree, layer?: number): ImageTree {
  const layers = tree.layers.map((index, i) =>
    i !== (layer ?? i)
      ? index
      : {
          ...index,
          columns: { ...index.columns, hashRows: index.columns.hashRows.map(() => none) },
        },
  );
  return new ImageTree({ ...tree.state, layers });
}
