import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { duplicateContent } from '../../analyzers/duplicate-content.ts';
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

  it('are not looked for among small files, nor beyond the budget', async () => {
    expect(await copiesIn({ '/a': 50_000, '/b': 50_000, '/c': 17_000_000, '/d': 17_000_000, '/e': 90_000, '/f': 90_000 })).toEqual(['/f']);
  });

  it('are none where a later layer hides them', async () => {
    expect(await copiesIn({ '/a': 70_000, '/b': 70_000 }, { '/.wh.b': 0 })).toEqual([]);
  });
});
