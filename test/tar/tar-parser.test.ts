import { describe, expect, it } from 'vitest';
import { archive, block, end, long, member as packed, pax } from './tar-blocks.ts';
import { member, members, refusal, walk } from './walked.ts';

const names = (...parts: readonly Uint8Array[]): readonly string[] => members(archive(...parts)).map(({ name }) => name);

describe('an extension header', () => {
  const longName = `${'directory/'.repeat(20)}file`;

  it.each<[title: string, parts: readonly Uint8Array[], expected: readonly string[]]>([
    ['a long name of GNU replaces the short one', [long('L', longName), block()], [longName]],
    ['it holds for one member', [long('L', longName), block(), block({ name: 'next' })], [longName, 'next']],
    ['of two long names the last counts', [long('L', 'first'), long('L', 'second'), block()], ['second']],
    ['an empty long name is none', [long('L', ''), block()], ['file']],
    ['a long name without a NUL ends with its header', [packed({ type: 'L', magic: 'gnu' }, 'whole'), block()], ['whole']],
    ['a long name comes before the path of PAX', [pax({ path: 'pax' }), long('L', 'gnu'), block()], ['gnu']],
    ['the path of PAX replaces the name', [pax({ path: longName }), block()], [longName]],
    ['and joins no prefix', [pax({ path: 'pax' }), block({ prefix: 'usr' })], ['pax']],
    ['of two PAX headers the last counts as a whole', [pax({ path: 'a', uid: '7' }), pax({ gid: '8' }), block()], ['file']],
    ['of two records the last counts', [packed({ type: 'x' }, '9 path=a\n9 path=b\n'), block()], ['b']],
    ['an empty value keeps the name of the header', [pax({ path: '' }), block()], ['file']],
    ['Solaris writes X for x', [pax({ path: 'pax' }, 'X'), block()], ['pax']],
    ['global records are ignored, as engines do', [pax({ path: 'global' }, 'g'), block(), block()], ['file', 'file']],
    ['records before a global header are lost, as in engines', [pax({ path: 'pax' }), pax({ uid: '1' }, 'g'), block()], ['file']],
    ['so are long names', [long('L', 'long'), pax({ uid: '1' }, 'g'), block()], ['file']],
    ['a header without body changes nothing', [block({ type: 'x' }), block({ type: 'L', magic: 'gnu' }), block()], ['file']],
    ['one that nothing follows is forgotten', [block(), pax({ path: 'pax' })], ['file']],
  ])('%s', (_, parts, expected) => {
    expect(names(...parts)).toEqual(expected);
  });

  it('may replace the target of a link', () => {
    const link = block({ type: '2', link: 'short' });
    expect(members(archive(long('K', longName), link, pax({ linkpath: 'pax' }), link, link)).map(({ linkName }) => linkName)).toEqual([
      longName,
      'pax',
      'short',
    ]);
  });

  it('of PAX replaces numbers', () => {
    const records = pax({ uid: '4000000000', gid: '70000', mtime: '1700000000.25', size: '3' });
    const { uid, gid, mtime, sizeBytes } = member(archive(records, block({ size: 9_000 }), Buffer.from('abc'), Buffer.alloc(509)));
    expect({ uid, gid, mtime, sizeBytes }).toEqual({ uid: 4_000_000_000, gid: 70_000, mtime: 1_700_000_000.25, sizeBytes: 3 });
  });

  it('of PAX with empty numbers keeps those of the header', () => {
    const { uid, mtime, sizeBytes } = member(archive(pax({ uid: '', mtime: '', size: '' }), packed({ uid: 1_000, mtime: 5 }, 'abc')));
    expect({ uid, mtime, sizeBytes }).toEqual({ uid: 1_000, mtime: 5, sizeBytes: 3 });
  });

  it('may hold extended attributes of any bytes', () => {
    const capability = Buffer.from('0100000200040000000000000000000000000000', 'hex');
    const tar = archive(
      pax({ 'SCHILY.xattr.security.capability': capability, 'SCHILY.xattr.user.a=b': 'c', 'LIBARCHIVE.xattr.user.text': 'dGV4dA==' }),
      block(),
      block(),
    );
    expect(members(tar).map(({ xattrs }) => xattrs)).toEqual([
      { 'security.capability': capability.toString('base64'), 'user.a': Buffer.from('b=c').toString('base64'), 'user.text': 'dGV4dA==' },
      null,
    ]);
  });

  it('with attributes named like those of an object makes no prototype', () => {
    const { xattrs } = member(archive(pax({ 'SCHILY.xattr.__proto__': 'x' }), block()));
    expect(Object.entries(xattrs!)).toEqual([['__proto__', Buffer.from('x').toString('base64')]]);
  });

  it.each<[title: string, parts: readonly Uint8Array[], failure: RegExp]>([
    [
      'larger than the limit',
      [pax({ comment: 'x'.repeat(2_000) }), block()],
      /^limit: extension header at byte 0: more than 1000 \(limit paxBytes;/,
    ],
    ['of GNU larger than the limit', [long('L', 'x'.repeat(1_000)), block()], /^limit: extension header at byte 0: more than 1000/],
    ['of a negative size', [block({ type: 'x', size: Buffer.alloc(12, 0xff) })], /^malformed-tar: expected a size of 0 or more/],
  ])('%s is refused', (_, parts, failure) => {
    expect(walk(archive(...parts), { paxBytes: 1_000 }).failure).toMatch(failure);
  });
});

describe('a member', () => {
  it.each<[type: string, name: string, kind: string, contentBytes: number]>([
    ['0', 'a', 'file', 3],
    ['\0', 'a', 'file', 3],
    ['\0', 'a/', 'directory', 0],
    ['0', 'a/', 'file', 3],
    ['7', 'a', 'file', 3],
    ['Z', 'a', 'file', 3],
    ['5', 'a', 'directory', 0],
    ['1', 'a', 'hardlink', 0],
    ['2', 'a', 'symlink', 0],
    ['3', 'a', 'char', 0],
    ['4', 'a', 'block', 0],
    ['6', 'a', 'fifo', 0],
  ])('of type %j named %s is a %s', (type, name, kind, contentBytes) => {
    // Whether the size means content shows in what comes next.
    const content = contentBytes === 0 ? [] : [Buffer.alloc(512, 'abc')];
    const found = members(archive(block({ type, name, size: 3 }), ...content, block({ name: 'next' })));
    expect(found.map((member) => [member.name, member.kind, member.sizeBytes, member.storedBytes])).toEqual([
      [name, kind, contentBytes, contentBytes],
      ['next', 'file', 0, 0],
    ]);
  });

  it('of type D is a directory whose listing is passed over', () => {
    const found = members(archive(packed({ type: 'D', name: 'd/', magic: 'gnu' }, 'Yfile\0\0'), block({ name: 'next' })));
    expect(found.map(({ name, kind, sizeBytes, storedBytes }) => [name, kind, sizeBytes, storedBytes])).toEqual([
      ['d/', 'directory', 0, 7],
      ['next', 'file', 0, 0],
    ]);
  });

  it('that is a link ignores its size, also that of PAX and a negative one', () => {
    const parts = [pax({ size: '4096' }), block({ type: '1', link: 'a' }), block({ type: '5', size: Buffer.alloc(12, 0xff) })];
    expect(members(archive(...parts)).map(({ kind, storedBytes }) => [kind, storedBytes])).toEqual([
      ['hardlink', 0],
      ['directory', 0],
    ]);
  });

  it('before POSIX is a directory by the slash of its whole name', () => {
    expect(member(archive(long('L', `${'d'.repeat(120)}/`), block({ type: '\0' }))).kind).toBe('directory');
    expect(member(archive(pax({ path: 'plain' }), block({ type: '\0', name: 'a/' }))).kind).toBe('file');
  });

  it('tells where its header and its content are', () => {
    const found = members(archive(pax({ path: 'a' }), packed({}, 'x'.repeat(600)), block()));
    expect(found.map(({ headerPosition, dataPosition, sizeBytes }) => [headerPosition, dataPosition, sizeBytes])).toEqual([
      [1_024, 1_536, 600],
      [2_560, 3_072, 0],
    ]);
  });
});

describe('the end of an archive', () => {
  it.each<[title: string, tar: Uint8Array]>([
    ['is two blocks of zeros', archive(block())],
    ['may be followed by anything', Buffer.concat([archive(block()), Buffer.from('anything')])],
    ['may be a lone block of zeros', Buffer.concat([block(), Buffer.alloc(512)])],
    ['may be missing', block()],
  ])('%s', (_, tar) => {
    expect(members(tar)).toHaveLength(1);
  });

  it('may be all there is', () => {
    expect(members(end)).toEqual([]);
    expect(members(Buffer.alloc(0))).toEqual([]);
  });

  it('is not a lone block of zeros that a header follows', () => {
    expect(refusal(block(), Buffer.alloc(512), block())).toBe(
      'malformed-tar: expected the end of the archive at byte 1024, got more after a block of zeros',
    );
  });
});
