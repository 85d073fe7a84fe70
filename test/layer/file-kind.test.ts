import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sniffFileKind } from '../../src/layer/file-kind.ts';
import { fileKinds } from '../../src/model/facts.ts';
import { elf } from '../support/elf.ts';
import { layer } from '../support/layers.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const kindOf = (head: Uint8Array, sizeBytes = head.length): string => fileKinds[sniffFileKind(Buffer.from(head), sizeBytes)]!;

describe('sniffFileKind', () => {
  it.each<[kind: string, head: Uint8Array]>([
    ['elf', elf()],
    ['script', latin1('#!/bin/sh\n')],
    ['text', latin1('root:x:0:0::/root:/bin/sh\n')],
    ['text', Buffer.from('ünïcode, and a \x1b[1mcolour\x1b[0m\f\n')],
    ['text', latin1('\xff\xfe old code pages')],
    ['gzip', gzipSync('x')],
    ['zstd', latin1('\x28\xb5\x2f\xfd')],
    ['xz', latin1('\xfd7zXZ\0')],
    ['bzip2', latin1('BZh91AY')],
    ['zip', latin1('PK\x03\x04')],
    ['zip', latin1('PK\x05\x06')],
    ['tar', layer({ '/a': 1 })],
    ['ar', latin1('!<arch>\ndebian-binary')],
    ['pe', latin1('MZ\x90')],
    ['mach-o', latin1('\xcf\xfa\xed\xfe')],
    ['mach-o', Buffer.from('cafebabe00000002', 'hex')],
    ['java-class', Buffer.from('cafebabe00000034', 'hex')],
    ['python-bytecode', Buffer.from('a70d0d0a000000000000000000000000', 'hex')],
    ['sqlite', latin1('SQLite format 3\0')],
    ['image', latin1('\x89PNG\r\n\x1a\n')],
    ['image', latin1('\xff\xd8\xff\xe0')],
    ['font', latin1('OTTO')],
    ['pem', latin1('-----BEGIN CERTIFICATE-----')],
    ['wasm', latin1('\0asm\x01')],
    ['other', latin1('\x01\x02\x03')],
    ['empty', Buffer.alloc(0)],
  ])('tells %s', (kind, head) => {
    expect(kindOf(head)).toBe(kind);
  });

  it.each<[lookAlike: string, kind: string, head: Uint8Array]>([
    ['three bytes of ELF', 'text', latin1('\x7fEL')],
    ['a hash', 'text', latin1('# a comment')],
    ['a certificate in a text', 'text', latin1('see -----BEGIN CERTIFICATE-----')],
    ['0xcafebabe alone', 'text', Buffer.from('cafebabe', 'hex')],
    ['a word that begins like bzip2', 'text', latin1('BZhang')],
    ['a NUL in a text', 'other', latin1('text\0text')],
    ['a short file that ends like bytecode', 'text', Buffer.from('a70d0d0a', 'hex')],
  ])('is silent on %s', (_, kind, head) => {
    expect(kindOf(head)).toBe(kind);
  });

  it('does not know what it has not seen', () => {
    expect(kindOf(Buffer.alloc(0), 5)).toBe('unknown');
  });
});
