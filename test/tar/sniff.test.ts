import { describe, expect, it } from 'vitest';
import { describeBytes, looksLikeTar, sniffCompression } from '../../src/tar/sniff.ts';
import { block } from './tar-blocks.ts';

const hex = (text: string): Buffer => Buffer.concat([Buffer.from(text, 'hex'), Buffer.alloc(20, 'x')]);

describe('sniffCompression', () => {
  it.each([
    ['1f8b08', 'gzip'],
    ['28b52ffd', 'zstd'],
    ['502a4d18', 'zstd'],
    ['5f2a4d18', 'zstd'],
    ['fd377a585a00', 'xz'],
    ['425a6831', 'bzip2'],
    ['425a6839', 'bzip2'],
    // Look-alikes.
    ['1f8c', 'none'],
    ['602a4d18', 'none'],
    ['425a6830', 'none'],
    ['fd377a585a01', 'none'],
    ['504b0304', 'none'],
    ['00', 'none'],
  ])('%s is %s', (magic, compression) => {
    expect(sniffCompression(hex(magic))).toBe(compression);
  });

  it('takes too few bytes for none', () => {
    expect([[], [0x1f], [0x28, 0xb5, 0x2f], [0x42, 0x5a, 0x68]].map((bytes) => sniffCompression(Uint8Array.from(bytes)))).toEqual([
      'none',
      'none',
      'none',
      'none',
    ]);
  });
});

describe('looksLikeTar', () => {
  it('goes by the checksum, whatever the magic', () => {
    expect([block(), block({ magic: 'v7' }), block({ magic: 'gnu' })].map(looksLikeTar)).toEqual([true, true, true]);
    expect(looksLikeTar(Buffer.concat([block(), Buffer.alloc(512)]))).toBe(true);
  });

  it('is silent on zeros, on less than a header and on a wrong checksum', () => {
    expect([Buffer.alloc(512), block().subarray(0, 511), block({ checksum: 'wrong' })].map(looksLikeTar)).toEqual([false, false, false]);
  });
});

describe('describeBytes', () => {
  it.each<[Uint8Array, string]>([
    [new Uint8Array(), 'nothing'],
    [hex('1f8b'), 'gzip data'],
    [hex('28b52ffd'), 'zstd data'],
    [block(), 'a tar header'],
    [Buffer.from('\x7fELF\x02'), 'an ELF file'],
    [Buffer.from('PK\x03\x04'), 'a zip file'],
    [Buffer.from(' \n{"a": 1}'), 'JSON'],
    [Buffer.from('[]'), 'JSON'],
    [Buffer.alloc(9), 'zeros'],
    [Buffer.from('#!/bin/sh'), 'bytes 23212f62696e2f73'],
    [Buffer.from('a'), 'bytes 61'],
  ])('%j is %s', (bytes, words) => {
    expect(describeBytes(bytes)).toBe(words);
  });
});
