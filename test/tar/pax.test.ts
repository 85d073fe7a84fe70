import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { parsePax } from '../../src/tar/pax.ts';
import { archive, block, member as packed, pax, paxBody, paxRecord } from './tar-blocks.ts';
import { member, refusal } from './walked.ts';

function records(body: Uint8Array): Readonly<Record<string, string>> {
  return Object.fromEntries([...parsePax(Buffer.from(body), 512)].map(([key, value]) => [key, value.toString('latin1')]));
}

function failure(body: string | Uint8Array): string {
  try {
    return JSON.stringify(records(Buffer.from(body as string)));
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('parsePax', () => {
  it('reads records, whose length counts its own digits', () => {
    expect(records(Buffer.from('9 path=a\n9 path=b\n'))).toEqual({ path: 'b' });
    const value = 'v'.repeat(91);
    expect(paxRecord('path', value).toString().slice(0, 4)).toBe('101 ');
    expect(records(paxRecord('path', value))).toEqual({ path: value });
  });

  it('takes values as bytes, with newlines and equal signs', () => {
    expect(records(paxBody([['path', '\xe9\n=x']]))).toEqual({ path: Buffer.from('\xe9\n=x').toString('latin1') });
    expect(records(paxBody([['path', Buffer.of(0xff, 0x0a)]]))).toEqual({ path: '\xff\n' });
  });

  it('keeps an empty value, which takes the one of the header', () => {
    expect(records(paxBody([['path', '']]))).toEqual({ path: '' });
  });

  it('joins the two records that a run of format 0.0 has', () => {
    const runs = [
      ['GNU.sparse.offset', '0'],
      ['GNU.sparse.numbytes', '3'],
      ['GNU.sparse.offset', '9'],
      ['GNU.sparse.numbytes', '1'],
    ] as const;
    expect(records(paxBody(runs))).toEqual({ 'GNU.sparse.map': '0,3,9,1' });
  });

  it('lets a NUL stand where engines do: in attributes and in what nobody reads', () => {
    const body = paxBody([
      ['SCHILY.xattr.security.selinux', 'label\0'],
      ['LIBARCHIVE.xattr.a', 'AA\0'],
      ['VENDOR.note', 'a\0b'],
    ]);
    expect(Object.keys(records(body))).toEqual(['SCHILY.xattr.security.selinux', 'LIBARCHIVE.xattr.a', 'VENDOR.note']);
  });

  it.each<[title: string, body: string | Uint8Array]>([
    ['no length', ' path=a\n'],
    ['a length of letters', 'xx path=a\n'],
    ['a length with a sign', '+9 path=a\n'],
    ['a length of 0', '0 path=a\n'],
    ['a length that ends before the key', '3 path=a\n'],
    ['a length that ends before the value', '8 path=a\n'],
    ['a length beyond the body', '99 path=a\n'],
    ['a huge length', `${'9'.repeat(400)} path=a\n`],
    ['no space', '9path=a\n'],
    ['no equal sign', '8 patha\n'],
    ['an equal sign in the next record only', '7 patha\n9 path=a\n'],
    ['an empty key', '5 =a\n'],
    ['no newline', '9 path=aa'],
    ['zeros behind the last record', '9 path=a\n\0\0\0'],
    ['a NUL in a path', paxBody([['path', 'a\0b']])],
    ['a NUL in a link', paxBody([['linkpath', 'a\0b']])],
    ['a NUL in the name of a sparse file', paxBody([['GNU.sparse.name', 'a\0b']])],
    ['a NUL in a key', paxBody([['SCHILY.xattr.a\0b', 'c']])],
  ])('refuses %s', (_, body) => {
    expect(failure(body)).toMatch(/^malformed-tar: expected (?:a|no NUL in the) PAX record at byte 5\d\d, got "/);
  });

  it('tells where the record is', () => {
    expect(failure('9 path=a\nxx\n')).toBe('malformed-tar: expected a PAX record at byte 521, got "xx\\n"');
  });

  it('reads a million bytes of records quickly, whole ones and broken ones', () => {
    const short = Buffer.concat(Array.from({ length: 160_000 }, () => Buffer.from('6 a=b\n')));
    expect(Object.keys(records(short))).toEqual(['a']);
    expect(failure(Buffer.alloc(1_000_000, '7'))).toMatch(/^malformed-tar: /);
    expect(failure(Buffer.concat([Buffer.from('1000000 '), Buffer.alloc(999_992, 'k')]))).toMatch(/^malformed-tar: /);
  });
});

describe('a number of PAX', () => {
  const withRecord = (key: string, value: string): Uint8Array => archive(pax({ [key]: value }), packed({}, 'abc'));

  it.each<[key: string, value: string, expected: object]>([
    ['uid', '007', { uid: 7 }],
    ['gid', '4294967295', { gid: 4_294_967_295 }],
    ['size', '000000000000000000000000000000003', { sizeBytes: 3 }],
    ['mtime', '1.5', { mtime: 1.5 }],
    ['mtime', '-1.25', { mtime: -1.25 }],
    ['mtime', '12.', { mtime: 12 }],
    ['mtime', '+12', { mtime: 12 }],
  ])('%s=%s is read', (key, value, expected) => {
    expect(member(withRecord(key, value))).toMatchObject(expected);
  });

  it.each([
    ['uid', '1.5'],
    ['uid', 'root'],
    ['uid', '0x10'],
    ['uid', '1e3'],
    ['uid', ' 1'],
    ['gid', '4294967296'],
    ['gid', '-1'],
    ['size', '3.0'],
    ['size', '-3'],
    ['size', '9007199254740993'],
    ['size', '9'.repeat(400)],
    ['mtime', '.5'],
    ['mtime', '1.5.5'],
    ['mtime', 'Infinity'],
    ['mtime', '9'.repeat(400)],
  ])('%s=%s is refused', (key, value) => {
    expect(refusal(withRecord(key, value))).toMatch(/^malformed-tar: expected (?:a whole number|a number|an owner|a size) /);
  });

  it('is not read where the member does not need it', () => {
    expect(member(archive(pax({ 'GNU.sparse.realsize': 'x', atime: 'x', ctime: 'x' }), block())).sizeBytes).toBe(0);
  });
});
