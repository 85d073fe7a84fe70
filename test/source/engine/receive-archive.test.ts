import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InspectError } from '../../../src/model/errors.ts';
import type { ArrivingLayers } from '../../../src/model/image.ts';
import { layerEntry } from '../../../src/model/layer-index.ts';
import { defaultLimits, type Limits } from '../../../src/model/limits.ts';
import { type ArrivedMember, receiveArchive } from '../../../src/source/engine/receive-archive.ts';
import { readStored } from '../../../src/source/read-stored.ts';
import { digestOf } from '../../support/image-config.ts';
import { type EntryInput, layer, layers } from '../../support/layers.ts';
import { packFiles } from '../../support/pack-files.ts';
import { inlineLayers } from './inline-layers.ts';

type Options = {
  readonly pieceBytes?: number;
  readonly limits?: Partial<Limits>;
  readonly layers?: ArrivingLayers;
  readonly signal?: AbortSignal;
};

function receive(archive: Uint8Array, options: Options = {}): Promise<readonly ArrivedMember[]> {
  return receiveArchive(pieces(archive, options.pieceBytes ?? 65_536), {
    layers: options.layers ?? inlineLayers(),
    limits: { ...defaultLimits, ...options.limits },
    signal: options.signal ?? new AbortController().signal,
    keepLayer: () => Promise.reject(new Error('nothing is kept here')),
  });
}

async function* pieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield Buffer.from(bytes.subarray(at, at + pieceBytes));
}

function pack(files: Readonly<Record<string, EntryInput>>): Uint8Array {
  return packFiles(new Map(Object.entries(files)));
}

/** What came of each member. */
function summary(members: readonly ArrivedMember[]): unknown {
  return members.map(({ path, kind, linkTarget, file }) => {
    const { layer: found } = file;
    if (found instanceof InspectError) return [path, found.code];
    if (found === null) return [path, kind, linkTarget ?? file.head.toString('latin1').slice(0, 20)];
    const paths = Array.from({ length: found.index.entryCount }, (_, i) => layerEntry(found.index, i).path);
    return [path, found.digest === (found.diffId as string) ? 'plain' : 'compressed', paths];
  });
}

const [base, top] = layers({ '/etc/': 0, '/etc/passwd': 'root' }, { '/.wh.etc': 0 }) as [Uint8Array, Uint8Array];

describe('an archive that arrives', () => {
  it.each([1, 7, 511, 512, 513, 4_096, 1_000_000])('in pieces of %i bytes is read', async (pieceBytes) => {
    const archive = pack({ 'a/layer.tar': base, 'a/json': '{}', 'b/layer.tar': { linkTarget: '../a/layer.tar' }, 'manifest.json': '[]' });
    expect(summary(await receive(archive, { pieceBytes }))).toEqual([
      ['a', 'directory', ''],
      ['a/layer.tar', 'plain', ['/etc', '/etc/passwd']],
      ['a/json', 'file', '{}'],
      ['b', 'directory', ''],
      ['b/layer.tar', 'symlink', '../a/layer.tar'],
      ['manifest.json', 'file', '[]'],
    ]);
  });

  it('has its layers told by their first bytes, not by their names', async () => {
    const archive = pack({ x: gzipSync(base), 'y.json': top, 'layer.tar': '{"a":1}', empty: new Uint8Array(1_024), nothing: '' });
    expect(summary(await receive(archive))).toEqual([
      ['x', 'compressed', ['/etc', '/etc/passwd']],
      ['y.json', 'plain', ['/etc']],
      ['layer.tar', 'file', '{"a":1}'],
      ['empty', 'plain', []],
      ['nothing', 'file', ''],
    ]);
  });

  it('has the digests of its layers, compressed and not', async () => {
    const stored = gzipSync(base);
    const [{ file } = { file: null }] = await receive(pack({ x: stored }));
    expect(file?.layer).toMatchObject({ digest: digestOf(stored), diffId: digestOf(base), compressedBytes: stored.length });
    expect(file).toMatchObject({ sizeBytes: stored.length, head: stored.subarray(0, 512) });
  });

  it('keeps documents whole, whatever is in them', async () => {
    const text = JSON.stringify({ text: 'x'.repeat(100_000) });
    const [{ file } = { file: null }] = await receive(pack({ 'index.json': text }), { pieceBytes: 1_000 });
    expect(file === null ? '' : readStored(file).toString('utf8')).toBe(text);
  });

  it('may hold documents that are too large to keep, as long as nobody asks for them', async () => {
    const limits = { jsonBytes: 1_000 };
    const [{ file } = { file: null }, small] = await receive(pack({ large: `{${' '.repeat(2_000)}}`, small: '{}' }), { limits });
    expect(() => file === null || readStored(file)).toThrow(
      'expected a document that can be kept while it goes by, got 2002 bytes of JSON',
    );
    expect(small?.file.head.toString()).toBe('{}');
  });

  it('keeps no more documents in all than eight of the largest', async () => {
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}`, `{${' '.repeat(998)}}`]));
    const members = await receive(pack(files), { limits: { jsonBytes: 1_000 } });
    expect(members.map(({ file }) => file.head.length)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 512, 512]);
  });

  it('may hold what looks like a layer and is broken, and the rest is read', async () => {
    const broken = Buffer.concat([base.subarray(0, 512), Buffer.alloc(200_000, 'x')]);
    const cut = gzipSync(Buffer.alloc(1_000_000)).subarray(0, 500);
    expect(summary(await receive(pack({ broken, cut, good: top }), { pieceBytes: 1_000 }))).toEqual([
      ['broken', 'malformed-tar'],
      ['cut', 'malformed-compression'],
      ['good', 'plain', ['/etc']],
    ]);
  });

  it('goes on where a layer is given up before its end', async () => {
    const impatient: ArrivingLayers = {
      isKnown: async () => false,
      index: async (chunks) => {
        for await (const _ of chunks) throw new InspectError('limit', 'enough');
        throw new Error('no bytes');
      },
    };
    const archive = pack({ a: layer({ '/a': 300_000 }), b: layer({ '/b': 300_000 }), 'manifest.json': '[]' });
    expect(summary(await receive(archive, { layers: impatient, pieceBytes: 1_000 }))).toEqual([
      ['a', 'limit'],
      ['b', 'limit'],
      ['manifest.json', 'file', '[]'],
    ]);
  });

  it('waits for whoever reads a layer only later, however small that is', async () => {
    const inline = inlineLayers();
    const late: ArrivingLayers = {
      ...inline,
      index: async (chunks) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return inline.index(chunks);
      },
    };
    const archive = pack({ a: gzipSync(base), b: gzipSync(layer({ '/b': 300_000 })), 'manifest.json': '[]' });
    expect(summary(await receive(archive, { layers: late }))).toEqual([
      ['a', 'compressed', ['/etc', '/etc/passwd']],
      ['b', 'compressed', ['/b']],
      ['manifest.json', 'file', '[]'],
    ]);
  });

  it('ends with a bug where one happens', async () => {
    const buggy: ArrivingLayers = { isKnown: async () => false, index: () => Promise.reject(new TypeError('a bug')) };
    await expect(receive(pack({ a: base }), { layers: buggy })).rejects.toThrow(new TypeError('a bug'));
  });

  it.each([
    [
      'a text',
      Buffer.from(`not a tar at all ${'x'.repeat(1_000)}`),
      'malformed-tar',
      /^expected a whole tar of the engine, got an error: Invalid tar/,
    ],
    ['half a member', pack({ a: layer({ '/a': 9_000 }) }).subarray(0, 5_000), 'malformed-tar', /got an error: Unexpected end of data$/],
    ['a name that climbs out', pack({ '../../etc/passwd': 'x' }), 'unsafe-path', /^expected a path inside the archive/],
  ])('of %s is refused', async (_, bytes, code, message) => {
    await expect(receive(bytes)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('is refused with the reason of the engine where that gave up while sending', async () => {
    const sent = pack({ a: layer({ '/a': 9_000 }), b: 'x' });
    const reason = '{"errorDetail":{"message":"layer \\"x\\" is gone"},"error":"layer \\"x\\" is gone"}\r\n';
    for (const end of [5_000, 512, sent.length - 1_024]) {
      const archive = Buffer.concat([sent.subarray(0, end), Buffer.from(reason)]);
      await expect(receive(archive)).rejects.toMatchObject({
        code: 'unreadable',
        message: 'expected the engine to send the whole image, got "layer \\"x\\" is gone"',
      });
    }
  });

  it('may have too many members', async () => {
    await expect(receive(pack({ a: '1', b: '2', c: '3' }), { limits: { archiveMembers: 2 } })).rejects.toMatchObject({ code: 'limit' });
  });

  it('fails as what sends it fails', async () => {
    const failing = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from(pack({ a: layer({ '/a': 90_000 }) }).subarray(0, 5_000));
      throw new InspectError('unreadable', 'the engine went away');
    };
    const options = { layers: inlineLayers(), limits: defaultLimits, signal: new AbortController().signal };
    const received = receiveArchive(failing(), { ...options, keepLayer: () => Promise.reject(new Error('x')) });
    await expect(received).rejects.toMatchObject({ code: 'unreadable', message: 'the engine went away' });
  });
});
