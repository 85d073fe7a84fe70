import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeIndex, encodeIndex } from '../../src/layer/index-file.ts';
import { layer } from '../support/layers.ts';
import { hashes, indexChunks, told } from './indexed.ts';
import { randomLayer } from './random-layer.ts';

const small = indexChunks(
  [layer({ '/etc/passwd': 'root\n', '/bin/sh': { linkTarget: 'busybox' }, '/x': { xattrs: { 'user.a': 'QQ==' } } })],
  {
    reads: [{ glob: '/etc/*', maxBytes: 100 }],
  },
);

function decode(file: Uint8Array) {
  return decodeIndex(Uint8Array.from(file).buffer);
}

/** The same file with a checksum that fits. */
function sealed(file: Uint8Array): Buffer {
  const copy = Buffer.from(file);
  createHash('sha256')
    .update(copy.subarray(0, -32))
    .digest()
    .copy(copy, copy.length - 32);
  return copy;
}

describe('an index file', () => {
  it('gives back what was put in', async () => {
    await fc.assert(
      fc.asyncProperty(randomLayer, async (tar) => {
        const index = await indexChunks([tar], { reads: [{ glob: '**', maxBytes: 50 }] });
        const again = decode(encodeIndex(index))!;
        expect(told(again)).toEqual(told(index));
        expect(hashes(again)).toEqual(hashes(index));
      }),
      { numRuns: 20 },
    );
  });

  it('is the same bytes for the same index', async () => {
    expect(encodeIndex(await small).equals(encodeIndex(decode(encodeIndex(await small))!))).toBe(true);
  });

  it('cut anywhere is none', async () => {
    const file = encodeIndex(await small);
    for (let length = 0; length < file.length; length += 13) expect(decode(file.subarray(0, length))).toBeNull();
    expect(decode(file.subarray(0, -1))).toBeNull();
  });

  it('with any byte changed is none', async () => {
    const file = encodeIndex(await small);
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const altered = Buffer.from(file);
        altered[at]! ^= by;
        expect(decode(altered)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it('with more bytes behind is none', async () => {
    expect(decode(Buffer.concat([encodeIndex(await small), Buffer.alloc(8)]))).toBeNull();
  });

  it.each<[title: string, bytes: Uint8Array]>([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('some text of somebody else, longer than a checksum by quite a bit')],
    ['zeros', Buffer.alloc(10_000)],
  ])('that is %s is none', (_, bytes) => {
    expect(decode(bytes)).toBeNull();
  });

  it.each<[title: string, change: (file: Buffer) => Buffer]>([
    ['of a machine of the other byte order', (file) => swapLength(file)],
    [
      'of another format',
      (file) =>
        Buffer.from(
          file.toString('latin1').replace(/"format":(\d+)/, (_, format) => `"format":${9 - Number(format)}`),
          'latin1',
        ),
    ],
    ['whose header is no JSON', (file) => Buffer.from(file.toString('latin1').replace('{"format"', '["format"'), 'latin1')],
    [
      'whose columns lie beyond its end',
      (file) => Buffer.from(file.toString('latin1').replace(/"columnBytes":\[\d/, '"columnBytes":[9'), 'latin1'),
    ],
    [
      'whose columns are cut in the middle of a number',
      (file) =>
        Buffer.from(
          file
            .toString('latin1')
            .replace(/"columnBytes":\[(\d+),(\d+)(\d)/, (_, names, some, last) => `"columnBytes":[${names},${some}${Number(last) ^ 1}`),
          'latin1',
        ),
    ],
    ['with fewer columns', (file) => Buffer.from(file.toString('latin1').replace(/,\d\]\}/, ']}  '), 'latin1')],
  ])('%s is none, though its checksum fits', async (_, change) => {
    const file = encodeIndex(await small);
    const changed = sealed(change(file));
    expect(changed.equals(file)).toBe(false);
    expect(decode(changed)).toBeNull();
  });
});

function swapLength(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  copy.subarray(16, 20).swap32();
  return copy;
}
