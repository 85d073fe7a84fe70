import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hashMissing } from '../../src/layer/hash-missing.ts';
import { IndexCache } from '../../src/layer/index-cache.ts';
import { type IndexOptions, indexLayers } from '../../src/layer/index-layers.ts';
import { keepIndexes } from '../../src/layer/keep-indexes.ts';
import { withStoredForm } from '../../src/layer/with-stored-form.ts';
import { InspectError } from '../../src/model/errors.ts';
import type { StreamBlob } from '../../src/model/image.ts';
import { contentHash } from '../../src/model/layer-index.ts';
import { digestOf } from '../support/image-config.ts';
import { layer } from '../support/layers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { imageOf, indexOptions, look, type StoredLayer } from './images.ts';

const tar = layer({ '/a': 'hello', '/b': 200_000 });
const gzipped = gzipSync(tar);

type Opened = { count: number };

/** A layer that comes as a stream, and how often it was asked for. */
function streamed(
  bytes: Uint8Array,
  said: Partial<StoredLayer> = {},
  sent: Uint8Array = bytes,
): { readonly stored: StoredLayer; readonly opened: Opened } {
  const opened = { count: 0 };
  const blob: StreamBlob = {
    kind: 'stream',
    sizeBytes: bytes.length,
    open: async function* () {
      opened.count += 1;
      for (let at = 0; at < sent.length; at += 10_000) yield sent.subarray(at, at + 10_000);
    },
    keep: () => Promise.reject(new Error('nobody needs it again')),
  };
  return { stored: { bytes, tar, ...said, blob }, opened };
}

async function failure(stored: StoredLayer, changes: Partial<IndexOptions> = {}): Promise<string> {
  try {
    await look([stored], null, changes);
    return 'none';
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('a layer that comes as a stream', () => {
  it('is read once, and then known by its digest; by its DiffID only where that was computed', async () => {
    const cache = temporaryDirectory();
    const { stored, opened } = streamed(gzipped);
    const paths = [['/a', '/b']];
    expect(await look([stored], cache)).toMatchObject({ cached: [false], paths });
    expect(await look([stored], cache)).toMatchObject({ cached: [true], paths });
    expect(await look([{ bytes: gzipped, tar }], cache)).toMatchObject({ cached: [true], paths });
    expect(opened.count).toBe(1);
    const inEngine = streamed(tar, { digest: null });
    expect(await look([inEngine.stored], cache)).toMatchObject({ cached: [false], paths });
    expect(await look([inEngine.stored], cache)).toMatchObject({ cached: [true], paths });
    expect(await look([stored], cache, { verify: true })).toMatchObject({ cached: [false], paths });
  });

  it('is held against all that was said of it', async () => {
    const altered = Buffer.from(gzipped);
    altered[altered.length - 1]! ^= 1;
    expect(await failure(streamed(gzipped, {}, altered).stored)).toMatch(/^digest-mismatch: layer 0: expected the blob to have sha256:/);
    expect(await failure(streamed(gzipped, {}, gzipped.subarray(0, 100)).stored)).toMatch(
      /^size-mismatch: layer 0: expected \d+ bytes of the blob, got 100$/,
    );
    expect(await failure(streamed(gzipped, { digest: null }, gzipped.subarray(0, 100)).stored)).toMatch(
      /^(?:malformed-compression|size-mismatch): layer 0/,
    );
    const another = digestOf(Buffer.from('another'));
    for (const said of [{ digest: null, diffId: another }, { diffId: another }]) {
      expect(await failure(streamed(gzipped, said).stored, { verify: true })).toMatch(
        /^diff-id-mismatch: layer 0: expected the uncompressed layer tar to have sha256:/,
      );
    }
    expect(await failure(streamed(tar, { diffId: another, digest: null }).stored)).toMatch(/^diff-id-mismatch: layer 0: /);
    expect(await failure(streamed(Buffer.from('no tar')).stored)).toMatch(/^malformed-tar: layer 0: /);
  });

  it('fails with what its source fails with', async () => {
    const { stored } = streamed(gzipped);
    const open: StreamBlob['open'] = async function* () {
      yield gzipped.subarray(0, 10);
      throw new InspectError('unreadable', 'expected more, got a broken connection');
    };
    expect(await failure({ ...stored, blob: { ...(stored.blob as StreamBlob), open } })).toBe(
      'unreadable: layer 0: expected more, got a broken connection',
    );
  });

  it('is read again where its index is of a plain tar whose contents nobody hashed', async () => {
    const cache = new IndexCache(temporaryDirectory());
    const plain = imageOf([{ bytes: tar }]);
    const verified = indexOptions({ cache, verify: true });
    keepIndexes(plain.image, plain.blobs, await indexLayers(plain.image, plain.blobs, verified), verified);

    const { stored, opened } = streamed(gzipped, { digest: null });
    const { image, blobs } = imageOf([stored]);
    const options = indexOptions({ cache });
    const indexed = await indexLayers(image, blobs, options);
    expect([opened.count, contentHash(indexed.indexes[0]!.columns, 0)]).toEqual([0, null]);
    const hashed = await hashMissing(image, blobs, indexed, [{ layer: 0, entries: [0] }], options);
    expect(opened.count).toBe(1);
    expect(`sha256:${Buffer.from(contentHash(hashed.indexes[0]!.columns, 0)!).toString('hex')}`).toBe(digestOf(Buffer.from('hello')));
  });

  it('is compressed where its bytes are, whatever its media type says', async () => {
    const { image, blobs } = imageOf([streamed(tar).stored, streamed(gzipped).stored]);
    const lied = { ...image, layers: image.layers.map((each) => ({ ...each, compressedBytes: each.compressedBytes === null ? 1 : null })) };
    const { indexes } = await indexLayers(lied, blobs, indexOptions());
    expect(withStoredForm(lied, blobs, indexes).layers.map(({ compressedBytes }) => compressedBytes)).toEqual([null, gzipped.length]);
  });
});
