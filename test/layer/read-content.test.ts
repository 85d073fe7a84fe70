import { closeSync, fstatSync, openSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readContents, type WantedContent } from '../../src/layer/read-content.ts';
import type { Digest } from '../../src/model/digest.ts';
import type { FileBlob } from '../../src/model/image.ts';
import { contentHash, layerEntry } from '../../src/model/layer-index.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { indexTar } from '../analyze/dive-layers.ts';
import { compress } from '../support/compress.ts';
import { digestOf } from '../support/image-config.ts';
import { type LayerInput, layer } from '../support/layers.ts';
import { temporaryFile } from '../support/temporary-directory.ts';

const big = Buffer.alloc(3_000_000, 'flense');
const input: LayerInput = { '/first': 'first\n', '/big': big, '/empty': 0, '/last': 'last\n', '/unread': 1_000_000 };

describe.each(['none', 'gzip'] as const)('readContents of a layer with compression %s', (compression) => {
  it('has the content of each file, in the order of the layer', async () => {
    const tar = layer(input);
    const wanted = await wantedOf(tar, ['/last', '/empty', '/big', '/first']);
    expect(await contents(blobOf(compress(tar, compression)), wanted)).toEqual([
      [3, digestOf(Buffer.from('first\n'))],
      [2, digestOf(big)],
      [0, digestOf(Buffer.from('last\n'))],
    ]);
  });

  it('reads no further than the last file that is wanted', async () => {
    const tar = layer(input);
    const wanted = await wantedOf(tar, ['/first']);
    const stored = compress(tar, compression);
    expect(await contents(blobOf(stored.subarray(0, stored.length - 500)), wanted)).toEqual([[0, digestOf(Buffer.from('first\n'))]]);
  });

  it('puts the runs of a sparse file where they belong', async () => {
    const tar = layer({ '/stored': 'abcdef' });
    const [file] = await wantedOf(tar, ['/stored']);
    const sparse: WantedContent = {
      ...file!,
      sizeBytes: 1_000,
      sparse: [
        [10, 4],
        [500, 0],
        [998, 2],
      ],
      sha256: null,
    };
    const chunks: [number, string][] = [];
    for await (const { offset, bytes } of readContents(blobOf(compress(tar, compression)), [sparse], defaultLimits))
      chunks.push([offset, bytes.toString()]);
    expect(chunks).toEqual([
      [10, 'abcd'],
      [998, 'ef'],
    ]);
  });

  it('refuses content that is not what was indexed', async () => {
    const wanted = await wantedOf(layer(input), ['/first']);
    const altered = layer({ ...input, '/first': 'other\n' });
    await expect(contents(blobOf(compress(altered, compression)), wanted)).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  it('refuses a layer that ends too early', async () => {
    const tar = layer(input);
    const wanted = await wantedOf(tar, ['/big']);
    const short = compress(tar.subarray(0, 1_000_000), compression);
    await expect(contents(blobOf(short), wanted)).rejects.toMatchObject({ code: 'size-mismatch' });
  });
});

it('a damaged stream is refused', async () => {
  const tar = layer(input);
  const stored = Buffer.from(compress(tar, 'gzip'));
  stored.fill(0xff, 200, 300);
  await expect(contents(blobOf(stored), await wantedOf(tar, ['/last']))).rejects.toMatchObject({ code: 'malformed-compression' });
});

async function wantedOf(tar: Uint8Array, paths: readonly string[]): Promise<readonly WantedContent[]> {
  const index = await indexTar(tar);
  const rows = Array.from({ length: index.entryCount }, (_, row) => row);
  return paths.map((path) => {
    const row = rows.find((candidate) => layerEntry(index, candidate).path === path)!;
    const { dataOffset, sizeBytes } = layerEntry(index, row);
    return { dataOffset, sizeBytes, sparse: null, sha256: contentHash(index.columns, row) };
  });
}

/** The file lies in the middle of another. */
function blobOf(stored: Uint8Array): FileBlob {
  const fd = openSync(temporaryFile('blob', Buffer.concat([Buffer.alloc(100), stored, Buffer.alloc(5_000_000)])), 'r');
  onTestFinished(() => closeSync(fd));
  return { kind: 'file', fd, offset: 100, sizeBytes: fstatSync(fd).size - 5_000_100, fileId: '' };
}

async function contents(blob: FileBlob, wanted: readonly WantedContent[]): Promise<readonly (readonly [number, Digest])[]> {
  const found = new Map<number, Buffer[]>();
  for await (const { wanted: i, bytes } of readContents(blob, wanted, defaultLimits)) found.set(i, [...(found.get(i) ?? []), bytes]);
  return [...found].map(([i, parts]) => [i, digestOf(Buffer.concat(parts))] as const);
}
