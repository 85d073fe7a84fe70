import { describe, expect, it } from 'vitest';
import { archive, base256, block, member as packed } from './tar-blocks.ts';
import { member, refusal } from './walked.ts';

describe('a header block', () => {
  it('of ustar is read field by field', () => {
    const header = block({
      name: 'etc/hosts',
      mode: 0o104755,
      uid: 1000,
      gid: 50,
      mtime: 1_700_000_000,
      link: 'unused',
      size: 0,
    });
    expect(member(archive(header))).toEqual({
      kind: 'file',
      name: 'etc/hosts',
      linkName: 'unused',
      mode: 0o4755,
      uid: 1000,
      gid: 50,
      mtime: 1_700_000_000,
      sizeBytes: 0,
      storedBytes: 0,
      headerPosition: 0,
      dataPosition: 512,
      device: null,
      xattrs: null,
      sparse: null,
    });
  });

  it.each<[title: string, input: Parameters<typeof block>[0], name: string]>([
    ['ustar joins prefix and name', { prefix: 'usr/share', name: 'doc' }, 'usr/share/doc'],
    ['ustar has a prefix of 155 bytes', { prefix: 'p'.repeat(155), name: 'n'.repeat(100) }, `${'p'.repeat(155)}/${'n'.repeat(100)}`],
    [
      'star keeps times behind 131 bytes of prefix',
      { magic: 'star', prefix: `${'p'.repeat(131)}00000000000\0` },
      `${'p'.repeat(131)}/file`,
    ],
    ['v7 has no prefix', { magic: 'v7', prefix: 'usr/share' }, 'file'],
    ['GNU keeps times where others have the prefix', { magic: 'gnu', prefix: '14524770400\x0014524770400\0' }, 'file'],
    ['Go before 1.8 wrote a prefix into the GNU format', { magic: 'gnu', prefix: 'usr/share' }, 'usr/share/file'],
    ['a prefix that is no ASCII was not written by Go', { magic: 'gnu', prefix: 'usr/sh\xe4re' }, 'file'],
    ['a name ends at its first NUL', { name: 'a\0b' }, 'a'],
    ['a name need not be UTF-8', { name: '\xff\xfe' }, '\xff\xfe'],
    ['a name may fill its field', { name: 'n'.repeat(100) }, 'n'.repeat(100)],
  ])('%s', (_, input, name) => {
    expect(member(archive(block(input))).name).toBe(name);
  });

  it.each<[title: string, field: 'uid' | 'mtime' | 'size', value: string | Uint8Array, expected: number]>([
    ['octal digits end at a NUL', 'uid', '0001750\0', 0o1750],
    ['octal digits end at a space', 'uid', '001750 \0', 0o1750],
    ['spaces stand before octal digits', 'uid', '   1750\0', 0o1750],
    ['octal digits may fill the field', 'uid', '00001750', 0o1750],
    ['an empty number is 0', 'uid', '\0\0\0\0\0\0\0\0', 0],
    ['a number of spaces is 0', 'uid', '        ', 0],
    ['what follows a NUL is no part of a number', 'uid', '17\0abc8\0', 0o17],
    ['base-256 holds what octal does not', 'uid', base256(4_000_000_000, 8), 4_000_000_000],
    ['base-256 may be negative', 'mtime', Buffer.concat([Buffer.of(0xff), base256(-86_400, 11).fill(0xff, 0, 1)]), -86_400],
    ['base-256 reaches 2^53', 'mtime', base256(Number.MAX_SAFE_INTEGER, 12), Number.MAX_SAFE_INTEGER],
  ])('%s', (_, field, value, expected) => {
    const found = member(archive(block({ [field]: value })));
    expect({ uid: found.uid, mtime: found.mtime, size: found.sizeBytes }[field]).toBe(expected);
  });

  it('of a file larger than octal can tell has its size in base-256', () => {
    const header = block({ size: base256(9_000_000_000, 12) });
    expect(refusal(header)).toMatch(/^malformed-tar: expected 9000000000 more bytes of the tar at byte 512/);
  });

  it('of a device has its numbers', () => {
    expect(member(archive(block({ type: '3', device: [1, 3] }))).device).toEqual([1, 3]);
    expect(member(archive(block({ type: '4', device: [8, 1] }))).device).toEqual([8, 1]);
    expect(member(archive(block({ type: '0', device: [8, 1] }))).device).toBeNull();
    expect(member(archive(block({ type: '3', magic: 'v7', device: [1, 3] }))).device).toEqual([0, 0]);
  });

  it('whose checksum is a sum of signed bytes is one', () => {
    expect(member(archive(block({ name: 'caf\xe9', checksum: 'signed' }))).name).toBe('caf\xe9');
    expect(member(archive(block({ name: 'caf\xe9', checksum: 'unsigned' }))).name).toBe('caf\xe9');
  });

  it('is summed wherever it lies in the bytes', () => {
    const header = block({ name: '\xff'.repeat(100), link: '\xff'.repeat(100), prefix: '\xff'.repeat(155) });
    for (const before of [0, 1, 2, 3]) {
      const bytes = Buffer.concat([Buffer.alloc(before), header]).subarray(before);
      expect(member(archive(bytes)).linkName).toBe('\xff'.repeat(100));
    }
  });

  it.each<[title: string, tar: Uint8Array, message: RegExp]>([
    ['a wrong checksum', block({ checksum: 'wrong' }), /^malformed-tar: expected a tar header at byte 0, got bytes 66696c65/],
    ['text', Buffer.alloc(512, '# a script\n'), /^malformed-tar: expected a tar header at byte 0, got bytes 2320612073637269/],
    ['gzip data', Buffer.concat([Buffer.of(0x1f, 0x8b), Buffer.alloc(510)]), /expected a tar header at byte 0, got gzip data$/],
    ['letters for a size', block({ size: '12x00000000\0' }), /^malformed-tar: expected an octal size .* at byte 0, got "12x00000000/],
    ['a digit 8 for an owner', block({ uid: '0000008\0' }), /expected an octal owner/],
    ['an owner beyond 32 bits', block({ uid: base256(2 ** 32, 8) }), /expected an owner of 0 to 4294967295 .* got 4294967296$/],
    ['a negative owner', block({ gid: Buffer.alloc(8, 0xff) }), /expected an owner of 0 to 4294967295 .* got -1$/],
    ['a size beyond 2^53', block({ size: base256(2n ** 60n, 12) }), /expected a size of at most 2\^53/],
    ['a negative size', block({ size: Buffer.alloc(12, 0xff) }), /expected a size of 0 or more .* got -1$/],
  ])('that is %s is refused', (_, tar, message) => {
    expect(refusal(archive(tar))).toMatch(message);
  });

  it('tells in a refusal where it is', () => {
    expect(refusal(packed({}, 'content'), block({ checksum: 'wrong' }))).toMatch(/at byte 1024, got /);
  });
});
