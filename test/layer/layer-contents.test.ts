import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LayerContents } from '../../src/layer/layer-contents.ts';
import { layerEntry } from '../../src/model/layer-index.ts';
import { defaultLimits, type Limits } from '../../src/model/limits.ts';
import { layer } from '../support/layers.ts';
import { fileBlob } from './file-blob.ts';
import { indexOf } from './indexed.ts';

const files = { '/a': 'first', '/b': 3_000_000, '/c': '' };
const large = { '/a': 'first', '/b': 20_000_000 };

async function contentsOf(
  bytes: Uint8Array,
  input: Readonly<Record<string, string | number>>,
  limits: Limits = defaultLimits,
): Promise<readonly string[]> {
  const index = await indexOf(input);
  const contents = new LayerContents([fileBlob(bytes)], {
    reference: 'app.tar',
    limits,
    temporaryDirectory: tmpdir(),
    signal: new AbortController().signal,
  });
  try {
    const found: string[] = [];
    for (let i = index.entryCount - 1; i >= 0; i--) {
      const { dataOffset, sizeBytes } = layerEntry(index, i);
      let text = '';
      for await (const [, chunk] of contents.chunks(0, { dataOffset, sizeBytes, sparse: null, sha256: null }))
        text += chunk.toString('latin1');
      found.push(text.length > 10 ? `${text[0]} × ${text.length}` : text);
    }
    return found;
  } finally {
    contents.close();
  }
}

describe('LayerContents', () => {
  it('reads a plain layer by position, in any order', async () => {
    expect(await contentsOf(layer(files), files)).toEqual(['', 'x × 3000000', 'first']);
  });

  it('reads a compressed layer the same, from memory or from a file', async () => {
    expect(await contentsOf(gzipSync(layer(files)), files)).toEqual(['', 'x × 3000000', 'first']);
    expect(await contentsOf(gzipSync(layer(large)), large)).toEqual(['x × 20000000', 'first']);
  });

  it('stops at the limit of what is spooled', async () => {
    const limits = { ...defaultLimits, spoolBytes: 1_000_000 };
    await expect(contentsOf(gzipSync(layer(files)), files, limits)).rejects.toMatchObject({
      code: 'limit',
      message: expect.stringMatching(/^app\.tar: layer 0: decompressed layers: more than 1000000 /),
    });
  });

  it('fails on a layer that has been cut short', async () => {
    await expect(contentsOf(layer(files).subarray(0, 1_000), files)).rejects.toMatchObject({ code: 'size-mismatch' });
  });
});
