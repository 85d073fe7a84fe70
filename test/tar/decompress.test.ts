import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import type { Compression } from '../../src/tar/sniff.ts';
import { cut } from './walked.ts';
import { skippableFrame, zstdBomb, zstdFrame } from './zstd-frames.ts';

type Outcome = { readonly content: Buffer; readonly failure: string | null };
type Decompress = typeof import('../../src/tar/decompress.ts')['decompress'];

let decompress: Decompress;

/** The module remembers which programs it has found on PATH, so it is loaded anew for another PATH. */
async function load(programs: string): Promise<void> {
  vi.resetModules();
  vi.stubEnv('PATH', programs);
  const { findProgram } = await import('../../src/tar/external-program.ts');
  findProgram('igzip');
  vi.unstubAllEnvs();
  ({ decompress } = await import('../../src/tar/decompress.ts'));
}

beforeAll(() => load(process.env['PATH'] ?? ''));

async function unpack(chunks: Iterable<Uint8Array>, kind: Compression, limits = {}): Promise<Outcome> {
  const parts: Buffer[] = [];
  try {
    for await (const part of decompress(chunks, kind, { ...defaultLimits, ...limits })) parts.push(Buffer.from(part));
    return { content: Buffer.concat(parts), failure: null };
  } catch (error) {
    // Modules loaded anew have classes of their own.
    if (!(error instanceof Error) || error.name !== new InspectError('usage', '').name) throw error;
    return { content: Buffer.concat(parts), failure: `${(error as InspectError).code}: ${error.message}` };
  }
}

async function failure(bytes: Uint8Array, kind: Compression, limits = {}): Promise<string | null> {
  return (await unpack(cut(bytes, [1_000]), kind, limits)).failure;
}

const text = Buffer.from(Array.from({ length: 2_000 }, (_, i) => `line ${i * 7919} of a text\n`).join(''));
const gzip = gzipSync(text);

function flipped(bytes: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at < 0 ? copy.length + at : at]! ^= 0x55;
  return copy;
}

describe.each([
  ['zlib', ''],
  ['igzip, where it is on PATH', process.env['PATH'] ?? ''],
])('gzip by %s', (_, programs) => {
  beforeAll(() => load(programs));

  it.each<[title: string, bytes: Uint8Array, content: Uint8Array]>([
    ['of one member', gzip, text],
    ['of several members', Buffer.concat([gzip, gzip, gzip]), Buffer.concat([text, text, text])],
    ['with empty members', Buffer.concat([gzipSync(''), gzip, gzipSync('')]), text],
    ['with a name and a comment in its header', namedGzip(gzip), text],
    ['that zeros follow, as on tapes', Buffer.concat([gzip, Buffer.alloc(1_000)]), text],
    ['of nothing', gzipSync(''), Buffer.alloc(0)],
  ])('%s is unpacked', async (_title, bytes, content) => {
    for (const size of [bytes.length, 1_000, 7]) {
      const found = await unpack(cut(bytes, [size]), 'gzip');
      expect({ ...found, content: found.content.equals(content) }).toEqual({ content: true, failure: null });
    }
  });

  it.each<[title: string, bytes: Uint8Array]>([
    ['cut in its header', gzip.subarray(0, 7)],
    ['cut in its data', gzip.subarray(0, gzip.length >> 1)],
    ['cut in its checksum', gzip.subarray(0, -5)],
    ['without its last byte', gzip.subarray(0, -1)],
    ['of which the second member is cut', Buffer.concat([gzip, gzip.subarray(0, 100)])],
    ['with another checksum', flipped(gzip, -6)],
    ['with another length', flipped(gzip, -2)],
    ['with a changed byte', flipped(gzip, gzip.length >> 1)],
    ['of which the second member is changed', Buffer.concat([gzip, flipped(gzip, -6)])],
    ['of an unknown method', flipped(gzip, 2)],
  ])('%s is refused', async (_title, bytes) => {
    expect(await failure(bytes, 'gzip')).toMatch(/^malformed-compression: expected whole gzip data, got an error from [^\n]+$/);
  });

  it('stops at the limit of a layer', async () => {
    const limits = { layerBytes: 1_000_000 };
    expect(await failure(gzipSync(Buffer.alloc(8_000_000)), 'gzip', limits)).toMatch(
      /^limit: gzip data: more than 1000000 \(limit layerBytes;/,
    );
    expect(await failure(gzipSync(Buffer.alloc(1_000_000)), 'gzip', limits)).toBeNull();
  });

  it('passes on what goes wrong with its input', async () => {
    const input = function* (): Generator<Uint8Array> {
      yield gzip.subarray(0, 100);
      throw new InspectError('size-mismatch', 'cut short');
    };
    expect((await unpack(input(), 'gzip')).failure).toBe('size-mismatch: cut short');
  });
});

describe('zstd', () => {
  const whole = zstdFrame(text);
  /** By the zstd tool: 200 times a word, with a checksum. */
  const compressed = Buffer.from('KLUv/QRodQAAOGZsZW5zZSABAG7pL0ZEbYLk', 'base64');
  const words = Buffer.from('flense '.repeat(200));

  it.each<[title: string, bytes: Uint8Array, content: Uint8Array]>([
    ['of one frame', whole, text],
    ['by the reference tool', compressed, words],
    ['of several frames', Buffer.concat([compressed, whole, compressed]), Buffer.concat([words, text, words])],
    ['with a skippable frame in front', Buffer.concat([skippableFrame(text), compressed]), words],
    [
      'with skippable frames between and behind',
      Buffer.concat([compressed, skippableFrame(text), compressed, skippableFrame(text)]),
      Buffer.concat([words, words]),
    ],
    ['of a thousand frames', Buffer.concat(Array<Buffer>(1_000).fill(zstdFrame(Buffer.from('x')))), Buffer.alloc(1_000, 'x')],
    ['of a thousand empty frames', Buffer.concat([...Array<Buffer>(1_000).fill(zstdFrame(Buffer.alloc(0))), compressed]), words],
    ['of a thousand skippable frames', Buffer.concat([...Array<Buffer>(1_000).fill(skippableFrame(Buffer.alloc(0))), compressed]), words],
    ['of nothing', zstdFrame(Buffer.alloc(0)), Buffer.alloc(0)],
  ])('%s is unpacked', async (_, bytes, content) => {
    for (const size of [bytes.length, 1_000, 7]) {
      const found = await unpack(cut(bytes, [size]), 'zstd');
      expect({ ...found, content: found.content.equals(content) }).toEqual({ content: true, failure: null });
    }
  });

  it.each<[title: string, bytes: Uint8Array]>([
    ['cut in its header', compressed.subarray(0, 5)],
    ['cut in its data', whole.subarray(0, whole.length >> 1)],
    ['without its last byte', compressed.subarray(0, -1)],
    ['of which the second frame is cut', Buffer.concat([compressed, whole.subarray(0, 100)])],
    ['of which a skippable frame is cut', Buffer.concat([compressed, skippableFrame(text).subarray(0, 100)])],
    ['with another checksum', flipped(compressed, -2)],
    ['with a changed byte', flipped(compressed, compressed.length >> 1)],
    ['with a block of a reserved type', Buffer.concat([whole.subarray(0, 6), Buffer.of(0x07, 0, 0), whole.subarray(9)])],
    ['that other bytes follow', Buffer.concat([compressed, Buffer.from('other bytes, and not a few')])],
    ['of which the second frame is something else', Buffer.concat([compressed, gzip])],
    ['that asks for a window of 2 GiB', Buffer.concat([whole.subarray(0, 5), Buffer.of(0xa8), whole.subarray(6)])],
  ])('%s is refused, and ends', async (_, bytes) => {
    expect(await failure(bytes, 'zstd')).toMatch(
      /^malformed-compression: expected whole zstd data, got an error from its decoder: [^\n]+$/,
    );
  });

  it('that unpacks to far too much is refused soon', async () => {
    let sizeBytes = 0;
    const unpacking = async (): Promise<void> => {
      for await (const part of decompress([zstdBomb(8_000)], 'zstd', { ...defaultLimits, compressionRatio: 100 })) sizeBytes += part.length;
    };
    await expect(unpacking()).rejects.toThrow('zstd data: more than 100 (limit compressionRatio;');
    expect(sizeBytes).toBeLessThan(70e6);
  });

  it('of a high ratio may be small', async () => {
    expect((await unpack([zstdBomb(16)], 'zstd', { compressionRatio: 100 })).content).toHaveLength(16 * 128 * 1_024);
  });
});

const xz = Buffer.from(
  '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4AV3ABZdADMbCNQwOWC0Y6dbTyoMLLOOMr0NsAAAAAAX5IKMN6fhFQABMvgKAAAAg4kenbHEZ/sCAAAAAARZWg==',
  'base64',
);

describe('xz', () => {
  const words = Buffer.from('flense '.repeat(200));

  it.each<[title: string, bytes: Uint8Array, content: Uint8Array]>([
    ['of one stream', xz, words],
    ['of two streams', Buffer.concat([xz, xz]), Buffer.concat([words, words])],
  ])('%s is unpacked', async (_, bytes, content) => {
    expect(await unpack(cut(bytes, [50]), 'xz')).toEqual({ content, failure: null });
  });

  it.each<[title: string, bytes: Uint8Array, found: string]>([
    ['that is cut', xz.subarray(0, -20), 'data that ends too early'],
    ['without its last byte', xz.subarray(0, -1), 'data that ends too early'],
    ['with a changed byte', flipped(xz, 40), 'corrupt data'],
    ['that other bytes follow', Buffer.concat([xz, Buffer.from('other bytes, and not a few')]), 'bytes that are no xz data'],
  ])('%s is refused', async (_, bytes, found) => {
    expect(await failure(bytes, 'xz')).toBe(`malformed-compression: expected whole xz data, got ${found}`);
  });

  it('is left before its end, and the next is read', async () => {
    const long = Buffer.concat(Array.from({ length: 5_000 }, () => xz));
    for await (const chunk of decompress([long], 'xz', defaultLimits)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(await unpack([xz], 'xz')).toEqual({ content: words, failure: null });
  });
});

describe('other data', () => {
  it('that is not compressed is passed on, up to the limit', async () => {
    expect((await unpack(cut(text, [1_000]), 'none')).content.equals(text)).toBe(true);
    expect(await failure(text, 'none', { layerBytes: 1_000 })).toMatch(/^limit: none data: more than 1000/);
  });

  it('in bzip2 is refused with what to do', async () => {
    expect(await failure(Buffer.from('BZh9'), 'bzip2')).toBe(
      'unsupported: expected gzip, zstd or xz data, got bzip2: decompress it first with bunzip2',
    );
  });

  it('is left in the middle without harm', async () => {
    for (const [kind, bytes] of [
      ['gzip', gzip],
      ['zstd', zstdFrame(text)],
      ['xz', Buffer.concat([xz, xz])],
      ['none', text],
    ] as const) {
      let isClosed = false;
      const input = function* (): Generator<Uint8Array> {
        try {
          for (;;) yield bytes;
        } finally {
          isClosed = true;
        }
      };
      for await (const _chunk of decompress(input(), kind, defaultLimits)) break;
      await vi.waitFor(() => expect(isClosed).toBe(true));
    }
  });
});

/** A header with extra field, name, comment and its own checksum. */
function namedGzip(bytes: Uint8Array): Buffer {
  const header = Buffer.concat([Buffer.from(bytes.subarray(0, 10)), Buffer.of(2, 0, 0x41, 0x42), Buffer.from('name\0a comment\0')]);
  header[3] = 0x1e;
  const sum = crc32(header);
  return Buffer.concat([header, Buffer.of(sum & 0xff, (sum >>> 8) & 0xff), bytes.subarray(10)]);
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}
