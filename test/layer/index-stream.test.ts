import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import type { ReadPattern } from '../../src/model/facts.ts';
import { layerFacts } from '../../src/model/layer-facts.ts';
import { elf } from '../support/elf.ts';
import { layer } from '../support/layers.ts';
import { randomArchive } from '../tar/random-archive.ts';
import { archive, block, member, pax } from '../tar/tar-blocks.ts';
import { cut } from '../tar/walked.ts';
import { hashes, indexChunks, indexFile, told } from './indexed.ts';
import { randomLayer } from './random-layer.ts';

const reads: readonly ReadPattern[] = [
  { glob: '/etc/*', maxBytes: 100 },
  { glob: '**/*.json', maxBytes: 5_000 },
  { glob: '/usr/lib/os-release', maxBytes: 10 },
];

describe('the two ways to index a layer', () => {
  const chunkLengths = fc.array(fc.oneof(fc.constantFrom(1, 511, 512, 4_096, 65_536), fc.integer({ min: 1, max: 30_000 })), {
    minLength: 1,
    maxLength: 5,
  });

  it('tell the same of programs, scripts and captured files, but for content hashes', async () => {
    await fc.assert(
      fc.asyncProperty(randomLayer, chunkLengths, async (tar, lengths) => {
        const byPosition = indexFile(tar, { reads });
        const streamed = await indexChunks(cut(tar, lengths), { reads });
        expect(told(streamed)).toEqual(told(byPosition));
        expect(hashes(byPosition)).toEqual({});
      }),
      { numRuns: 20 },
    );
  });

  it('tell the same of archives in every form', async () => {
    await fc.assert(
      fc.asyncProperty(randomArchive, chunkLengths, async (tar, lengths) => {
        expect(told(await indexChunks(cut(tar, lengths), { reads }))).toEqual(told(indexFile(tar, { reads })));
      }),
      { numRuns: 20 },
    );
  });

  it('fail alike', async () => {
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(randomLayer, fc.array(change, { minLength: 1, maxLength: 4 }), async (tar, changes) => {
        const altered = Buffer.from(tar);
        for (const [place, by] of changes) altered[Math.floor(place * (altered.length - 1))]! ^= by;
        const byPosition = await outcome(() => told(indexFile(altered, { reads })));
        expect(await outcome(async () => told(await indexChunks([altered], { reads })))).toEqual(byPosition);
      }),
      { numRuns: 20 },
    );
  });
});

describe('an index', () => {
  it('has all that a tar tells, in the order of the archive', async () => {
    const tar = layer([
      ['/', { kind: 'directory', mode: 0o1777 }],
      ['/etc/passwd', { content: 'root\n', uid: 1, gid: 2, mode: 0o640, mtime: 12.5 }],
      ['/bin/sh', { linkTarget: '../busybox' }],
      ['/bin/ls', { kind: 'hardlink', linkTarget: '/bin/busybox' }],
      ['/dev/null', { kind: 'char', device: [1, 3] }],
      ['/bin/ping', { content: '', xattrs: { 'security.capability': 'AQAAAg==' } }],
      ['/a/.wh.b', 0],
      ['/a/.wh..wh..opq', 0],
      ['/.wh..wh.plnk/1.2', 3],
    ]);
    const index = await indexChunks([tar]);
    const plain = { uid: 0, gid: 0, mtime: 1_700_000_000, linkTarget: null, extra: null, sizeBytes: 0 };
    expect(told(index).entries.map(({ dataOffset: _, shared: _s, fileKind: _k, ...entry }) => entry)).toEqual([
      { ...plain, path: '/', kind: 'directory', mode: 0o1777 },
      { ...plain, path: '/etc/passwd', kind: 'file', mode: 0o640, uid: 1, gid: 2, sizeBytes: 5, mtime: 12.5 },
      { ...plain, path: '/bin/sh', kind: 'symlink', mode: 0o777, linkTarget: '../busybox' },
      { ...plain, path: '/bin/ls', kind: 'hardlink', mode: 0o644, linkTarget: '/bin/busybox' },
      { ...plain, path: '/dev/null', kind: 'char', mode: 0o644, extra: { device: [1, 3] } },
      { ...plain, path: '/bin/ping', kind: 'file', mode: 0o644, extra: { xattrs: { 'security.capability': 'AQAAAg==' } } },
      { ...plain, path: '/a/b', kind: 'whiteout', mode: 0o644 },
      { ...plain, path: '/a', kind: 'opaque-whiteout', mode: 0o644 },
      { ...plain, path: '/.wh..wh.plnk/1.2', kind: 'aufs-metadata', mode: 0o644, sizeBytes: 3 },
    ]);
    expect({ ...index, columns: null }).toEqual({ entryCount: 9, sizeBytes: 8, tarBytes: tar.length, columns: null });
  });

  it('hashes the contents of a stream, but for empty and sparse ones', async () => {
    const map = pax({ 'GNU.sparse.map': '0,3', 'GNU.sparse.size': '10', 'GNU.sparse.numblocks': '1' });
    const tar = archive(
      member({ name: 'a' }, 'abc'),
      member({ name: 'b' }, 'x'.repeat(9_000)),
      member({ name: 'empty' }),
      map,
      member({ name: 's' }, 'abc'),
    );
    const expected = { '/a': sha256('abc'), '/b': sha256('x'.repeat(9_000)) };
    for (const length of [1, 700, tar.length]) expect(hashes(await indexChunks(cut(tar, [length])))).toEqual(expected);
  });

  it('tells where contents begin', async () => {
    const tar = layer([
      ['/a', 'first'],
      ['/b', 'second'],
    ]);
    const offsets = told(await indexChunks([tar])).entries.map(({ dataOffset, sizeBytes }) => [dataOffset, sizeBytes] as const);
    expect(offsets.map(([at, length]) => Buffer.from(tar.subarray(at, at + length)).toString())).toEqual(['first', 'second']);
  });

  it('has the length of the whole tar, what follows its end included', async () => {
    const tar = Buffer.concat([layer({ '/a': 1 }), Buffer.alloc(8_192), Buffer.from('and more')]);
    expect([(await indexChunks(cut(tar, [999]))).tarBytes, indexFile(tar).tarBytes]).toEqual([tar.length, tar.length]);
  });

  it('of nothing is empty', async () => {
    expect(told(await indexChunks([]))).toMatchObject({ entryCount: 0, sizeBytes: 0, tarBytes: 0, entries: [] });
    expect(told(indexFile(Buffer.alloc(0)))).toMatchObject({ entryCount: 0, sizeBytes: 0, tarBytes: 0, entries: [] });
  });

  it('keeps what was captured, each content its own', async () => {
    const tar = layer({ '/etc/a': 'a'.repeat(150), '/etc/b': '', '/etc/c': 'c', '/etc/deep/d': 'd', '/x.json': '{}' });
    const { captured } = layerFacts(await indexChunks(cut(tar, [100]), { reads }));
    expect([...captured].map(([i, { bytes, isTruncated }]) => [i, Buffer.from(bytes).toString(), isTruncated])).toEqual([
      [0, 'a'.repeat(100), true],
      [1, '', false],
      [2, 'c', false],
      [4, '{}', false],
    ]);
  });

  it.each<[title: string, tar: Uint8Array, limits: object, failure: RegExp]>([
    [
      'entries',
      layer({ '/a': 0, '/b': 0, '/c': 0 }),
      { layerEntries: 2 },
      /^limit: tar member at byte 1024: more than 2 \(limit layerEntries;/,
    ],
    [
      'captured bytes',
      layer({ '/etc/a': 80, '/etc/b': 80 }),
      { capturedBytes: 100 },
      /^limit: contents of the files that analyzers read: more than 100/,
    ],
    [
      'names',
      layer({ [`/${'a'.repeat(90)}`]: 0, [`/${'b'.repeat(90)}`]: 0 }),
      { nameBytes: 150 },
      /^limit: paths and link targets: more than 150/,
    ],
    [
      'link targets',
      layer({ '/l': { linkTarget: 'x'.repeat(5_000) } }),
      {},
      /^limit: link target of the tar member at byte \d+: more than 4096/,
    ],
    ['attributes', layer({ '/a': { xattrs: { 'user.a': 'QUFB'.repeat(900) } } }), { factBytes: 3_000 }, /^limit: facts and attributes/],
    [
      'facts',
      layer({ '/a': elf({ needed: ['x'.repeat(3_000)] }) }),
      { factBytes: 3_000 },
      /^limit: facts and attributes of the entries: more than 3000/,
    ],
  ])('may not have too many %s', async (_, tar, limits, failure) => {
    expect(await outcome(() => told(indexFile(tar, { reads, limits })))).toMatch(failure);
    expect(await outcome(async () => told(await indexChunks([tar], { reads, limits })))).toMatch(failure);
  });

  it.each<[title: string, tar: Uint8Array, failure: RegExp]>([
    ['a file without a name', archive(block({ name: './' })), /^malformed-tar: expected a name for the file at byte 0, got none$/],
    ['a path that climbs out', layer({ '/../x': 1 }), /^unsafe-path: expected a path inside the archive/],
    ['a hardlink that climbs out', layer({ '/a': { kind: 'hardlink', linkTarget: '/../../x' } }), /^unsafe-path: expected a path inside/],
    ['a whiteout of nothing', layer({ '/a/.wh.': 0 }), /^unsafe-path: expected a whiteout to name what it hides/],
    ['a whiteout that climbs out', layer({ '/a/.wh...': 0 }), /^unsafe-path: expected a whiteout to name what it hides/],
  ])('is not made of %s', async (_, tar, failure) => {
    expect(await outcome(() => told(indexFile(tar)))).toMatch(failure);
    expect(await outcome(async () => told(await indexChunks([tar])))).toMatch(failure);
  });
});

async function outcome(action: () => unknown): Promise<unknown> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
