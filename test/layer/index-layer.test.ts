import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gatherersFor } from '../../src/layer/gatherers.ts';
import { type IndexedLayer, indexLayer } from '../../src/layer/index-layer.ts';
import type { DiffId, Digest } from '../../src/model/digest.ts';
import { InspectError } from '../../src/model/errors.ts';
import type { FileBlob } from '../../src/model/image.ts';
import { defaultLimits, type Limits } from '../../src/model/limits.ts';
import { digestOf } from '../support/image-config.ts';
import { layer } from '../support/layers.ts';
import { skippableFrame, zstdBomb, zstdFrame } from '../tar/zstd-frames.ts';
import { fileBlob } from './file-blob.ts';
import { told } from './indexed.ts';

type Claim = { readonly digest?: string | null; readonly diffId?: string; readonly verify?: boolean; readonly limits?: Partial<Limits> };

const tar = layer({ '/etc/passwd': 'root\n', '/bin/': 0, '/bin/sh': { linkTarget: 'busybox' } });
const other = digestOf(Buffer.from('other'));

function read(blob: FileBlob, bytes: Uint8Array, claim: Claim = {}, progress: number[] = []): Promise<IndexedLayer> {
  const { digest = digestOf(bytes), diffId = digestOf(tar), verify = false, limits } = claim;
  const request = { blob, digest: digest as Digest | null, diffId: diffId as string as DiffId, verify };
  return indexLayer(request, gatherersFor([]), { ...defaultLimits, ...limits }, (bytes) => progress.push(bytes));
}

async function paths(bytes: Uint8Array, claim: Claim = {}): Promise<readonly string[]> {
  return told((await read(fileBlob(bytes), bytes, claim)).index).entries.map(({ path }) => path);
}

async function failure(bytes: Uint8Array, claim: Claim = {}, blob = fileBlob(bytes)): Promise<string | null> {
  try {
    await read(blob, bytes, claim);
    return null;
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** An eStargz layer: each file a member, and behind the end of the archive its table of contents and a footer. */
function eStargz(): Buffer {
  const toc = layer({ '/stargz.index.json': '{"version":1,"entries":[]}' });
  const footer = gzipSync('');
  return Buffer.concat([gzipSync(tar.subarray(0, 1_024)), gzipSync(tar.subarray(1_024)), gzipSync(toc), footer]);
}

describe('a layer is read', () => {
  const all = ['/etc/passwd', '/bin', '/bin/sh'];

  it.each<[title: string, bytes: Uint8Array]>([
    ['as a plain tar', tar],
    ['in gzip', gzipSync(tar)],
    ['in several members of gzip', Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))])],
    ['as eStargz', eStargz()],
    ['in zstd', zstdFrame(tar)],
    [
      'as zstd:chunked',
      Buffer.concat([zstdFrame(tar.subarray(0, 900)), zstdFrame(tar.subarray(900)), skippableFrame(Buffer.from('{"version":1}'))]),
    ],
    ['in zstd behind a skippable frame', Buffer.concat([skippableFrame(Buffer.from('x')), zstdFrame(tar)])],
  ])('%s', async (_, bytes) => {
    expect(await paths(bytes)).toEqual(all);
    expect(await paths(bytes, { digest: null })).toEqual(all);
  });

  it('that is empty', async () => {
    expect(await paths(Buffer.alloc(0))).toEqual([]);
    expect(await paths(gzipSync(''))).toEqual([]);
    expect(await paths(Buffer.alloc(1_024))).toEqual([]);
  });

  it('with its digest, its DiffID or both, as far as somebody has hashed the bytes', async () => {
    const verified = async (bytes: Uint8Array, claim: Claim): Promise<readonly boolean[]> => {
      const { isDigestVerified, isDiffIdVerified } = await read(fileBlob(bytes), bytes, claim);
      return [isDigestVerified, isDiffIdVerified];
    };
    const gzip = gzipSync(tar);
    expect(await verified(tar, {})).toEqual([false, false]);
    expect(await verified(tar, { verify: true })).toEqual([true, true]);
    expect(await verified(tar, { digest: null, verify: true })).toEqual([true, true]);
    expect(await verified(gzip, {})).toEqual([true, false]);
    expect(await verified(gzip, { digest: null })).toEqual([false, false]);
    expect(await verified(gzip, { verify: true })).toEqual([true, true]);
    expect(await verified(gzip, { digest: null, verify: true })).toEqual([false, true]);
  });

  it('with a digest of sha512', async () => {
    const { createHash } = await import('node:crypto');
    const sha512 = (bytes: Uint8Array): string => `sha512:${createHash('sha512').update(bytes).digest('hex')}`;
    const gzip = gzipSync(tar);
    expect(await failure(gzip, { digest: sha512(gzip), diffId: sha512(tar), verify: true })).toBeNull();
    expect(await failure(gzip, { digest: sha512(tar), verify: true })).toMatch(/^digest-mismatch: /);
    expect(await failure(tar, { digest: null, diffId: sha512(gzip), verify: true })).toMatch(/^diff-id-mismatch: /);
  });

  it('and tells how far it is', async () => {
    const progress: number[] = [];
    const bytes = gzipSync(layer({ '/a': 3_000_000 }), { level: 0 });
    await read(fileBlob(bytes), bytes, {}, progress);
    expect(progress.length).toBeGreaterThan(2);
    expect(progress).toEqual([...new Set(progress)].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(bytes.length);
  });
});

describe('a layer is refused', () => {
  const gzip = gzipSync(tar);

  it.each<[title: string, bytes: Uint8Array, claim: Claim, expected: RegExp]>([
    ['with another digest', gzip, { digest: other }, /^digest-mismatch: expected the blob to have sha256:[0-9a-f]{64}, got [0-9a-f]{64}$/],
    ['with another digest behind its data', Buffer.concat([gzip, Buffer.alloc(9)]), { digest: digestOf(gzip) }, /^digest-mismatch: /],
    [
      'with another DiffID, if asked',
      gzip,
      { diffId: other, verify: true },
      /^diff-id-mismatch: expected the uncompressed layer tar to have sha256:/,
    ],
    [
      'as a plain tar with another DiffID, if asked',
      tar,
      { diffId: other, digest: null, verify: true },
      /^diff-id-mismatch: expected the layer tar to have/,
    ],
    ['as a plain tar with another digest, if asked', tar, { digest: other, verify: true }, /^digest-mismatch: expected the blob to have/],
    ['in gzip that is cut', gzip.subarray(0, -20), {}, /^malformed-compression: expected whole gzip data, /],
    ['in zstd that is cut', zstdFrame(tar).subarray(0, -20), {}, /^malformed-compression: expected whole zstd data, /],
    [
      'that is no tar',
      gzipSync('a text of some length '.repeat(50)),
      {},
      /^malformed-tar: expected a tar header at byte 0, got bytes 6120746578742/,
    ],
    ['that is too short for a tar', gzipSync('text'), {}, /^malformed-tar: expected 508 more bytes of the tar at byte 4/],
    [
      'that is gzip in gzip',
      gzipSync(Buffer.concat([gzip, Buffer.alloc(512)])),
      {},
      /^malformed-tar: expected a tar header at byte 0, got gzip data$/,
    ],
    ['in bzip2', Buffer.from('BZh91AY&SY'), {}, /^unsupported: /],
    ['with a tar that is cut', gzipSync(tar.subarray(0, 600)), {}, /^malformed-tar: /],
    ['with a path that climbs out', gzipSync(layer({ '/../x': 1 })), {}, /^unsafe-path: /],
    ['with too many entries', gzipSync(tar), { limits: { layerEntries: 1 } }, /^limit: .*layerEntries/],
    ['with too many bytes', gzipSync(tar), { limits: { layerBytes: 600 } }, /^limit: gzip data: more than 600 \(limit layerBytes/],
    ['that unpacks to far too much', zstdBomb(3_000), { limits: { compressionRatio: 50 } }, /^(?:limit: zstd data|malformed-tar)/],
  ])('%s', async (_, bytes, claim, expected) => {
    expect(await failure(bytes, claim)).toMatch(expected);
  });

  it('for its digest rather than for what came of an altered byte', async () => {
    for (const at of [20, gzip.length - 5]) {
      const altered = Buffer.from(gzip);
      altered[at]! ^= 0x55;
      expect(await failure(altered, { digest: digestOf(gzip) })).toMatch(/^digest-mismatch: /);
      expect(await failure(altered, { digest: null })).toMatch(/^malformed-/);
    }
  });

  it('for a file that is shorter than it was', async () => {
    const blob = { ...fileBlob(gzip), sizeBytes: gzip.length + 5_000_000 };
    expect(await failure(gzip, {}, blob)).toMatch(
      /^(?:size-mismatch: expected \d+ bytes of the blob, got \d+: the file has been cut short|digest-mismatch)/,
    );
    const plain = { ...fileBlob(tar.subarray(0, 1_024)), sizeBytes: 5_000_000 };
    expect(await failure(tar.subarray(0, 1_024), { verify: true }, plain)).toMatch(/^size-mismatch: /);
    expect(await failure(tar.subarray(0, 1_024), {}, plain)).toMatch(/^malformed-tar: /);
  });

  it('soon, if it is a bomb inside a tar', async () => {
    const header = layer({ '/bomb': '' }).subarray(0, 512);
    const file = Buffer.from(header);
    file.write('77777777777\0', 124);
    file.write('        ', 148);
    file.write(
      `${file
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    const bytes = Buffer.concat([zstdFrame(file), zstdBomb(4_000)]);
    expect(await failure(bytes, { limits: { compressionRatio: 100 } })).toMatch(
      /^limit: zstd data: more than 100 \(limit compressionRatio/,
    );
  });
});
