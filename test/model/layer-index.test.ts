import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash, decodeName, encodeName, entryExtras, linkBytes, pathBytes } from '../../src/model/layer-index.ts';
import { indexOf } from '../layer/indexed.ts';

describe('a name', () => {
  it.each<[bytes: string, text: string]>([
    ['6c6962', 'lib'],
    ['', ''],
    ['c3a4', 'ä'],
    ['f09f90b8', '🐸'],
    ['efbfbd', '\ufffd'],
    ['ff', '\udcff'],
    ['61ff62', 'a\udcffb'],
    ['c3', '\udcc3'],
    ['c3c3a4', '\udcc3ä'],
    ['c080', '\udcc0\udc80'],
    ['eda080', '\udced\udca0\udc80'],
    ['f5808080', '\udcf5\udc80\udc80\udc80'],
    ['efbbbf61', '\ufeffa'],
    ['efbfbdff', '\ufffd\udcff'],
  ])('of the bytes %s is %j, and back', (hex, text) => {
    expect(decodeName(Buffer.from(hex, 'hex'))).toBe(text);
    expect(Buffer.from(encodeName(text)).toString('hex')).toBe(hex);
  });

  it('loses nothing of any bytes', () => {
    const bytes = fc.array(
      fc.oneof(fc.constantFrom(0xff, 0xc3, 0xa4, 0xf0, 0x9f, 0x90, 0xb8, 0xed, 0xa0, 0x80, 0x61), fc.integer({ min: 1, max: 255 })),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(bytes, (name) => {
        const text = decodeName(Uint8Array.from(name));
        expect([...encodeName(text)]).toEqual(name);
        expect(JSON.parse(JSON.stringify(text))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it('of a length that only an attacker would choose is decoded in one pass', () => {
    expect(decodeName(Buffer.alloc(1_048_576, '\xff', 'latin1'))).toHaveLength(1_048_576);
  });
});

describe('a layer index', () => {
  it('gives paths and links as bytes', async () => {
    const { columns } = await indexOf([
      ['/a', { linkTarget: '/b' }],
      ['/c/d', { kind: 'hardlink', linkTarget: '/a' }],
      ['/', { kind: 'directory' }],
      ['/e', 1],
    ]);
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
    expect([0, 1, 2, 3].map((i) => [text(pathBytes(columns, i)), text(linkBytes(columns, i))])).toEqual([
      ['a', '/b'],
      ['c/d', 'a'],
      ['', ''],
      ['e', ''],
    ]);
    expect([0, 3].map((i) => contentHash(columns, i)?.length ?? null)).toEqual([null, 32]);
  });

  it('parses extras once', async () => {
    const index = await indexOf({ '/a': { xattrs: { 'user.a': 'QQ==' } }, '/b': 1, '/c': { kind: 'block', device: [8, 1] } });
    expect([...entryExtras(index)]).toEqual([
      [0, { xattrs: { 'user.a': 'QQ==' } }],
      [2, { device: [8, 1] }],
    ]);
    expect(entryExtras(index)).toBe(entryExtras(index));
  });
});
