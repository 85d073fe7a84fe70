import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hashMissing } from '../../src/layer/hash-missing.ts';
import { IndexCache } from '../../src/layer/index-cache.ts';
import { indexLayers } from '../../src/layer/index-layers.ts';
import { keepIndexes } from '../../src/layer/keep-indexes.ts';
import { InspectError } from '../../src/model/errors.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { digestOf } from '../support/image-config.ts';
import { layer } from '../support/layers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { archive, member, pax } from '../tar/tar-blocks.ts';
import { fileBlob } from './file-blob.ts';
import { imageOf, indexOptions, look, type StoredLayer } from './images.ts';
import { hashes } from './indexed.ts';

const base = layer({ '/etc/os-release': 'ID=honest\n', '/bin/sh': 'shell' });
const evil = layer({ '/bin/sh': 'another shell', '/bin/backdoor': 'x' });

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    return `none: ${JSON.stringify(await work)}`;
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('indexLayers', () => {
  it('reads each layer, the base first, and names the one that fails', async () => {
    const stored = [{ bytes: base }, { bytes: gzipSync(evil), tar: evil }];
    expect((await look(stored, null)).paths).toEqual([
      ['/etc/os-release', '/bin/sh'],
      ['/bin/sh', '/bin/backdoor'],
    ]);
    expect(await failure(look([...stored, { bytes: gzipSync('x') }], null))).toMatch(/^malformed-tar: layer 2: expected 511 more bytes/);
  });

  it('tells who watches which layers there are, and how far it is', async () => {
    const { image, blobs } = imageOf([{ bytes: base }, { bytes: gzipSync(evil), tar: evil }]);
    let progress: Float64Array | null = null;
    const options = indexOptions({
      onStart: ({ layers, readBytes }) => {
        expect(layers).toEqual(
          image.layers.map((layer, i) => ({ layer, storedBytes: [base.length, gzipSync(evil).length][i], isCached: false })),
        );
        progress = readBytes;
      },
    });
    await indexLayers(image, blobs, options);
    expect(progress).toHaveLength(2);
    expect(progress![1]).toBe(gzipSync(evil).length);
  });

  it('refuses more entries than an image may have in all, cached or not', async () => {
    const stored = [
      { bytes: gzipSync(base), tar: base },
      { bytes: gzipSync(evil), tar: evil },
    ];
    const limits = { ...defaultLimits, imageEntries: 3 };
    const refused = 'limit: layers of the image: more than 3 (limit imageEntries; raise it with --limit imageEntries=NUMBER)';
    const cache = temporaryDirectory();
    expect(await failure(look(stored, cache, { limits }))).toBe(refused);
    await look(stored, cache);
    expect(await failure(look(stored, cache, { limits }))).toBe(refused);
    expect((await look(stored, cache, { limits: { ...defaultLimits, imageEntries: 4 } })).cached).toEqual([true, true]);
  });

  it('does not start when it is too late', async () => {
    expect(await failure(look([{ bytes: base }], null, { signal: AbortSignal.abort() }))).toBe('interrupted: interrupted');
  });
});

describe('the cache of an image', () => {
  it('spares the second look at a compressed layer, wherever its blob lies', async () => {
    const cache = temporaryDirectory();
    const stored = [{ bytes: gzipSync(base), tar: base }];
    expect(await look(stored, cache)).toMatchObject({ cached: [false], warnings: [] });
    expect(await look(stored, cache)).toMatchObject({ cached: [true], paths: [['/etc/os-release', '/bin/sh']] });
  });

  it('spares the second look at a plain layer in the same file', async () => {
    const cache = temporaryDirectory();
    const stored = [{ bytes: base, blob: fileBlob(base) }];
    expect((await look(stored, cache)).cached).toEqual([false]);
    expect((await look(stored, cache)).cached).toEqual([true]);
  });

  it('does not know a file that has changed, or another part of it', async () => {
    const cache = temporaryDirectory();
    const blob = fileBlob(base);
    await look([{ bytes: base, blob }], cache);
    expect((await look([{ bytes: base, blob: { ...blob, fileId: 'another time' } }], cache)).cached).toEqual([false]);
    const shorter = { ...blob, sizeBytes: blob.sizeBytes - 1_024 };
    expect((await look([{ bytes: base, blob: shorter }], cache)).cached).toEqual([false]);
  });

  it('knows a layer only by what was looked for in it', async () => {
    const cache = temporaryDirectory();
    const stored = [{ bytes: gzipSync(base), tar: base }];
    await look(stored, cache);
    expect((await look(stored, cache, { reads: [{ glob: '/etc/*', maxBytes: 9 }] })).cached).toEqual([false]);
  });

  it('that is damaged is rebuilt, and nobody hears of it', async () => {
    const cache = temporaryDirectory();
    const stored = [{ bytes: gzipSync(base), tar: base }];
    await look(stored, cache);
    const index = new IndexCache(cache).list()[0]!;
    writeFileSync(join(cache, index.name), 'damaged');
    expect(await look(stored, cache)).toEqual({ paths: [['/etc/os-release', '/bin/sh']], cached: [false], warnings: [] });
    expect((await look(stored, cache)).cached).toEqual([true]);
  });

  it('that cannot be written is worth one warning, and no failure', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const found = await look([{ bytes: base }, { bytes: evil }], join(file, 'cache'));
    expect(found.paths).toHaveLength(2);
    expect(found.warnings).toEqual([expect.stringMatching(/^the index cache cannot be written: ENOTDIR/)]);
  });

  it('that is a file, or a directory of others, does no harm', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, '0123456789abcdef'));
    writeFileSync(join(directory, 'notes.txt'), 'mine');
    expect((await look([{ bytes: base }], directory)).warnings).toEqual([]);
  });
});

describe('an image that claims what it has not', () => {
  const honest: StoredLayer = { bytes: gzipSync(base), tar: base };
  const honestPlain: StoredLayer = { bytes: base };
  const seen = ['/bin/sh', '/bin/backdoor'];
  const expected = ['/etc/os-release', '/bin/sh'];

  it.each<[title: string, liar: StoredLayer]>([
    ['in gzip', { bytes: gzipSync(evil), tar: evil, diffId: digestOf(base) }],
    ['plain', { bytes: evil, diffId: digestOf(base) }],
    ['plain and without a digest', { bytes: evil, digest: null, diffId: digestOf(base) }],
  ])("namely another layer's DiffID, %s, is shown with its own files", async (_, liar) => {
    const cache = temporaryDirectory();
    for (const verify of [false, true]) {
      await look([honest], cache, { verify });
      await look([honestPlain], cache, { verify });
      expect((await look([liar], cache)).paths).toEqual([seen]);
    }
  });

  it.each<[title: string, liar: StoredLayer]>([
    ['in gzip', { bytes: gzipSync(evil), tar: evil, diffId: digestOf(base) }],
    ['plain', { bytes: evil, diffId: digestOf(base) }],
    ['plain and without a digest', { bytes: evil, digest: null, diffId: digestOf(base) }],
    ['plain, with the digest too', { bytes: evil, digest: digestOf(base), diffId: digestOf(base) }],
    ['plain, with the digest only', { bytes: evil, digest: digestOf(base) }],
    ['plain, with the digest of what it would be in gzip', { bytes: evil, digest: digestOf(gzipSync(base)) }],
  ])('%s, is found out by who asks for it, cached or not', async (_, liar) => {
    const cache = temporaryDirectory();
    for (const directory of [null, cache, cache]) {
      expect(await failure(look([liar], directory, { verify: true }))).toMatch(
        /^(?:diff-id-mismatch|digest-mismatch): layer 0: expected the /,
      );
      await look([honest, honestPlain], cache, { verify: true });
      await look([liar], cache).catch(() => {});
    }
  });

  it.each<[title: string, liar: StoredLayer]>([
    ["another layer's DiffID, in gzip", { bytes: gzipSync(evil), tar: evil, diffId: digestOf(base) }],
    ["another layer's DiffID, plain", { bytes: evil, diffId: digestOf(base) }],
    ["another layer's digest, plain", { bytes: evil, digest: digestOf(gzipSync(base)) }],
    ["another layer's digest and DiffID, plain", { bytes: evil, digest: digestOf(base), diffId: digestOf(base) }],
  ])('namely %s, does not get into the look at that one', async (_, liar) => {
    for (const verify of [false, true]) {
      const cache = temporaryDirectory();
      await look([liar], cache, { verify }).catch(() => {});
      for (const again of [false, true]) {
        expect((await look([honest], cache, { verify: again })).paths).toEqual([expected]);
        expect((await look([honestPlain], cache, { verify: again })).paths).toEqual([expected]);
      }
    }
  });

  it("namely another layer's digest, in gzip, is refused, and keeps nothing", async () => {
    const cache = temporaryDirectory();
    const liar = { bytes: gzipSync(evil), tar: evil, digest: digestOf(gzipSync(base)), diffId: digestOf(base) };
    expect(await failure(look([liar], cache))).toMatch(/^digest-mismatch: layer 0: expected the blob to have/);
    expect(new IndexCache(cache).list()).toEqual([]);
  });
});

describe('hashMissing', () => {
  const tar = layer({ '/a': 'aaa', '/b': 'bbb', '/empty': '' });
  const aaa = 'sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0'.slice(7);
  const all = [{ layer: 0, entries: [0, 1] }];

  it('hashes contents of a plain layer where they lie, and keeps them with the index', async () => {
    const directory = temporaryDirectory();
    const { image, blobs } = imageOf([{ bytes: tar }]);
    const options = indexOptions({ cache: new IndexCache(directory) });
    const first = await hashMissing(image, blobs, await indexLayers(image, blobs, options), [{ layer: 0, entries: [0] }], options);
    expect(hashes(first.indexes[0]!)).toEqual({ '/a': aaa });
    keepIndexes(image, blobs, first, options);
    const again = await indexLayers(image, blobs, options);
    expect(hashes(again.indexes[0]!)).toEqual({ '/a': aaa });
    const more = await hashMissing(image, blobs, again, all, options);
    expect(Object.keys(hashes(more.indexes[0]!))).toEqual(['/a', '/b']);
  });

  it('leaves a compressed layer alone, whose contents were hashed on the way', async () => {
    const { image, blobs } = imageOf([{ bytes: gzipSync(tar), tar }]);
    const indexed = await indexLayers(image, blobs, indexOptions());
    const found = await hashMissing(image, blobs, indexed, all, indexOptions());
    expect(found.indexes[0]).toBe(indexed.indexes[0]);
    expect(Object.keys(hashes(found.indexes[0]!))).toEqual(['/a', '/b']);
  });

  it('never reads a sparse file for as long as it says to be', async () => {
    const map = pax({ 'GNU.sparse.map': '0,3', 'GNU.sparse.size': '9000000000000', 'GNU.sparse.numblocks': '1' });
    const sparse = archive(map, member({ name: 'sparse' }, 'abc'), member({ name: 'a' }, 'aaa'));
    const { image, blobs } = imageOf([{ bytes: sparse }]);
    const indexed = await indexLayers(image, blobs, indexOptions());
    const found = await hashMissing(image, blobs, indexed, all, indexOptions());
    expect(hashes(found.indexes[0]!)).toEqual({ '/a': aaa });
  });

  it('fails for a file that has been cut short meanwhile', async () => {
    const { image, blobs } = imageOf([{ bytes: tar }]);
    const indexed = await indexLayers(image, blobs, indexOptions());
    const short = fileBlob(tar.subarray(0, 513));
    // What the helper writes behind a blob is six bytes.
    expect(await failure(hashMissing(image, [short], indexed, [{ layer: 0, entries: [1] }], indexOptions()))).toMatch(
      /^size-mismatch: .*expected 3 bytes at byte 1536 of the layer, got 0: the file has been cut short$/,
    );
  });
});
