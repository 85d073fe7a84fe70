import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { decodeName } from '../../src/model/layer-index.ts';
import { type TarInput, tarEnd, tarHeader, tarPadding } from '../../src/tar/writer.ts';
import { type PackedMember, packTar } from '../support/pack-tar.ts';
import { temporaryFile } from '../support/temporary-directory.ts';

const file: TarInput = {
  path: '/etc/hostname',
  kind: 'file',
  mode: 0o644,
  uid: 0,
  gid: 0,
  mtime: 1_700_000_000,
  linkTarget: null,
  sizeBytes: 5,
};

/** The PAX records in front of a header, in latin1 so that bytes stay apart. */
function paxText(member: TarInput): string | null {
  const header = Buffer.from(tarHeader(member));
  if (header.length === 512) return null;
  const sizeBytes = Number.parseInt(header.toString('latin1', 124, 135), 8);
  return header.toString('latin1', 512, 512 + sizeBytes);
}

function headerName(member: TarInput): { readonly prefix: string; readonly name: string } {
  const header = Buffer.from(tarHeader(member)).subarray(-512);
  return { prefix: text(header.subarray(345, 500)), name: text(header.subarray(0, 100)) };
}

function text(field: Buffer): string {
  return field.toString('latin1').replace(/\0.*$/, '');
}

const isGnuTar = /GNU tar/.test(spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout ?? '');
const hasPython = spawnSync('python3', ['-c', 'import tarfile']).status === 0;

describe('tarHeader', () => {
  it('writes a plain file as one block of ustar', () => {
    const header = Buffer.from(tarHeader(file));
    const expected = Buffer.alloc(512);
    expected.write('etc/hostname', 0);
    expected.write('0000644\x000000000\x000000000\x0000000000005\x0014524770400\x00', 100);
    expected.write('0', 156);
    expected.write('ustar\x0000', 257);
    expected.write('0000000\x000000000', 329);
    expected.write(`${(expected.reduce((sum, byte) => sum + byte, 0) + 8 * 0x20).toString(8).padStart(6, '0')}\0 `, 148);
    expect(header).toEqual(expected);
  });

  it('ends a directory with a slash, and calls the root ./', () => {
    expect(headerName({ ...file, kind: 'directory', path: '/etc' }).name).toBe('etc/');
    expect(headerName({ ...file, kind: 'directory', path: '/' }).name).toBe('./');
  });

  it('counts no content for what is no regular file', () => {
    const header = Buffer.from(tarHeader({ ...file, kind: 'hardlink', linkTarget: '/bin/sh' }));
    expect({ size: header.toString('latin1', 124, 135), link: text(header.subarray(157, 257)) }).toEqual({
      size: '00000000000',
      link: 'bin/sh',
    });
  });

  it.each([
    ['100 bytes fit the name', `/${'a'.repeat(100)}`, { prefix: '', name: 'a'.repeat(100) }],
    [
      '155 and 100 bytes around a slash fit both',
      `/${'a'.repeat(155)}/${'b'.repeat(100)}`,
      { prefix: 'a'.repeat(155), name: 'b'.repeat(100) },
    ],
    ['a long directory keeps its slash', `/${'a'.repeat(60)}/${'b'.repeat(60)}/`, { prefix: 'a'.repeat(60), name: `${'b'.repeat(60)}/` }],
  ])('needs no PAX header where %s', (_, path, stored) => {
    const member: TarInput = path.endsWith('/') ? { ...file, kind: 'directory', path: path.slice(0, -1) } : { ...file, path };
    expect({ pax: paxText(member), ...headerName(member) }).toEqual({ pax: null, ...stored });
  });

  it.each<readonly [string, Partial<TarInput>, string]>([
    ['a name of 101 bytes', { path: `/${'a'.repeat(101)}` }, `111 path=${'a'.repeat(101)}\n`],
    ['a prefix of 156 bytes', { path: `/${'a'.repeat(156)}/b` }, `168 path=${'a'.repeat(156)}/b\n`],
    ['a directory name of 100 bytes and its slash', { kind: 'directory', path: `/${'a'.repeat(100)}` }, `111 path=${'a'.repeat(100)}/\n`],
    ['a name beyond ASCII', { path: '/ä' }, '11 path=\xc3\xa4\n'],
    ['a name that is not UTF-8', { path: decodeName(Buffer.from('/caf\xe9', 'latin1')) }, '13 path=caf\xe9\n'],
    ['a long link', { kind: 'symlink', linkTarget: 'x'.repeat(101) }, `115 linkpath=${'x'.repeat(101)}\n`],
    ['a link beyond ASCII', { kind: 'hardlink', linkTarget: '/ß' }, '15 linkpath=\xc3\x9f\n'],
    ['8 GiB', { sizeBytes: 2 ** 33 }, '19 size=8589934592\n'],
    ['large owners', { uid: 2_097_152, gid: 4_294_967_294 }, '15 uid=2097152\n18 gid=4294967294\n'],
    ['a fraction of a second', { mtime: 1_700_000_000.5 }, '22 mtime=1700000000.5\n'],
    ['a time before 1970', { mtime: -1.25 }, '15 mtime=-1.25\n'],
    ['a tiny time', { mtime: 1e-7 }, '19 mtime=0.0000001\n'],
    ['a time beyond all years', { mtime: 1e21 }, '32 mtime=1000000000000000000000\n'],
    [
      'extended attributes, sorted and binary',
      { xattrs: { 'user.b': 'AAo=', 'user.a': 'Pf8=' } },
      '26 SCHILY.xattr.user.a==\xff\n26 SCHILY.xattr.user.b=\0\n\n',
    ],
  ])('needs a PAX header for %s', (_, changed, expected) => {
    expect(paxText({ ...file, ...changed })).toBe(expected);
  });

  it('writes the largest numbers of ustar without a PAX header', () => {
    expect(paxText({ ...file, uid: 2_097_151, gid: 2_097_151, sizeBytes: 2 ** 33 - 1, mtime: 2 ** 33 - 1 })).toBe(null);
  });

  it('counts the digits of the length where they push the length over a power of ten', () => {
    const lengths = Array.from({ length: 40 }, (_, extra) => paxText({ ...file, path: `/${'ä'.repeat(25)}${'a'.repeat(extra)}` }));
    expect(lengths.map((record) => record?.length)).toEqual(lengths.map((record) => Number.parseInt(record ?? '', 10)));
  });

  it('refuses a device number that no tar holds', () => {
    expect(() => tarHeader({ ...file, kind: 'char', device: [1, 2_097_152] })).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });
});

describe('tarPadding', () => {
  it.each([
    [0, 0],
    [1, 511],
    [512, 0],
    [513, 511],
    [2 ** 40 + 1, 511],
  ])('fills the last block of %i bytes with %i zeros', (sizeBytes, zeros) => {
    expect(tarPadding(sizeBytes)).toEqual(new Uint8Array(zeros));
  });
});

describe('tarEnd', () => {
  it('is two blocks of zeros', () => {
    expect(tarEnd()).toEqual(new Uint8Array(1024));
  });
});

const nonUtf8 = decodeName(Buffer.from('/srv/caf\xe9', 'latin1'));
const empty = new Uint8Array();
const zoo: readonly PackedMember[] = [
  { ...file, kind: 'directory', path: '/', mode: 0o755, sizeBytes: 0, content: empty },
  { ...file, content: Buffer.from('flense'), sizeBytes: 6 },
  { ...file, path: `/${'d'.repeat(150)}/${'f'.repeat(90)}`, sizeBytes: 0, content: empty },
  { ...file, path: `/${'d'.repeat(300)}/${'f'.repeat(90)}`, sizeBytes: 0, content: empty },
  { ...file, path: '/srv/жаба', uid: 3_000_000, gid: 4_000_000_000, mode: 0o4755, sizeBytes: 3, content: Buffer.from('abc') },
  { ...file, path: nonUtf8, sizeBytes: 0, content: empty },
  { ...file, path: '/srv/old', mtime: -1, sizeBytes: 0, content: empty },
  { ...file, path: '/srv/now', mtime: 1_700_000_000.25, sizeBytes: 0, content: empty },
  { ...file, path: '/srv/link', kind: 'symlink', mode: 0o777, linkTarget: `../${'t'.repeat(120)}`, content: empty },
  { ...file, path: '/srv/hard', kind: 'hardlink', linkTarget: '/etc/hostname', content: empty },
  { ...file, path: '/dev/null', kind: 'char', mode: 0o666, device: [1, 3], content: empty },
  { ...file, path: '/dev/sda', kind: 'block', mode: 0o660, device: [8, 1_048_575], content: empty },
  { ...file, path: '/run/pipe', kind: 'fifo', mode: 0o600, content: empty },
  { ...file, path: '/bin/ping', xattrs: { 'security.capability': 'AQAAAgAgAAAAAAAAAAAAAAAAAAA=' }, sizeBytes: 0, content: empty },
];

describe('other readers', () => {
  it.skipIf(!isGnuTar)('GNU tar lists every member as it was written', () => {
    const path = temporaryFile('zoo.tar', packTar(zoo));
    const listing = execFileSync('tar', ['-tvf', path, '--numeric-owner', '--full-time', '--quoting-style=escape'], {
      encoding: 'latin1',
      env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    });
    expect(
      listing
        .trim()
        .split('\n')
        .map((line) => line.replace(/ +/g, ' ')),
    ).toEqual([
      'drwxr-xr-x 0/0 0 2023-11-14 22:13:20 ./',
      '-rw-r--r-- 0/0 6 2023-11-14 22:13:20 etc/hostname',
      `-rw-r--r-- 0/0 0 2023-11-14 22:13:20 ${'d'.repeat(150)}/${'f'.repeat(90)}`,
      `-rw-r--r-- 0/0 0 2023-11-14 22:13:20 ${'d'.repeat(300)}/${'f'.repeat(90)}`,
      String.raw`-rwsr-xr-x 3000000/4000000000 3 2023-11-14 22:13:20 srv/\320\266\320\260\320\261\320\260`,
      String.raw`-rw-r--r-- 0/0 0 2023-11-14 22:13:20 srv/caf\351`,
      '-rw-r--r-- 0/0 0 1969-12-31 23:59:59 srv/old',
      '-rw-r--r-- 0/0 0 2023-11-14 22:13:20.25 srv/now',
      `lrwxrwxrwx 0/0 0 2023-11-14 22:13:20 srv/link -> ../${'t'.repeat(120)}`,
      'hrw-r--r-- 0/0 0 2023-11-14 22:13:20 srv/hard link to etc/hostname',
      'crw-rw-rw- 0/0 1,3 2023-11-14 22:13:20 dev/null',
      'brw-rw---- 0/0 8,1048575 2023-11-14 22:13:20 dev/sda',
      'prw------- 0/0 0 2023-11-14 22:13:20 run/pipe',
      '-rw-r--r-- 0/0 0 2023-11-14 22:13:20 bin/ping',
    ]);
  });

  it.skipIf(!hasPython)('tarfile of Python reads every member as it was written', () => {
    const path = temporaryFile('zoo.tar', packTar(zoo));
    const program = [
      'import json, sys, tarfile',
      'for m in tarfile.open(sys.argv[1], encoding="utf-8", errors="surrogateescape"):',
      '    kind = {b"0": "file", b"1": "hardlink", b"2": "symlink", b"3": "char", b"4": "block", b"5": "directory", b"6": "fifo"}[m.type]',
      '    print(json.dumps([m.name, kind, m.mode, m.uid, m.gid, m.mtime, m.linkname, m.size, m.devmajor, m.devminor]))',
    ].join('\n');
    const lines = execFileSync('python3', ['-c', program, path], { encoding: 'utf8' }).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      zoo.map((member) => [
        member.path === '/' ? '.' : member.path.slice(1),
        member.kind,
        member.mode,
        member.uid,
        member.gid,
        member.mtime,
        member.kind === 'hardlink' ? member.linkTarget?.slice(1) : (member.linkTarget ?? ''),
        member.content.length,
        ...(member.device ?? [0, 0]),
      ]),
    );
  });

  it('tar-stream reads back any member', async () => {
    await fc.assert(
      fc.asyncProperty(anyMember, async (member) => {
        expect(await readBack(packTar([member]))).toEqual([toSeen(member)]);
      }),
      { numRuns: 200 },
    );
  });
});

const name = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abc.-_ '), minLength: 1, maxLength: 120 }),
  fc.string({ unit: fc.constantFrom('ä', '漢', '🐳', 'x'), minLength: 1, maxLength: 60 }),
);
const anyPath = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => `/${names.join('/')}`);
const anyId = fc.oneof(fc.nat(70_000), fc.integer({ min: 2_097_150, max: 4_294_967_295 }));
const anyMember: fc.Arbitrary<PackedMember> = fc
  .record({
    path: anyPath,
    kind: fc.constantFrom<TarInput['kind']>('file', 'directory', 'symlink', 'hardlink', 'fifo'),
    mode: fc.integer({ min: 0, max: 0o7777 }),
    uid: anyId,
    gid: anyId,
    mtime: fc.integer({ min: -5_000_000_000, max: 9_000_000_000 }),
    target: anyPath,
    content: fc.uint8Array({ maxLength: 1500 }),
  })
  .map(({ target, content, ...member }) => ({
    ...member,
    linkTarget: member.kind === 'symlink' || member.kind === 'hardlink' ? target : null,
    content: member.kind === 'file' ? content : empty,
  }));

type Seen = Omit<TarInput, 'path' | 'sizeBytes'> & { readonly path: string; readonly content: string };

function toSeen({ path, kind, mode, uid, gid, mtime, linkTarget, content }: PackedMember): Seen {
  return { path, kind, mode, uid, gid, mtime, linkTarget, content: Buffer.from(content).toString('hex') };
}

async function readBack(tar: Uint8Array): Promise<readonly Seen[]> {
  const reader = extract();
  reader.end(tar);
  const seen: Seen[] = [];
  for await (const entry of reader) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) chunks.push(chunk as Uint8Array);
    const { name, type, mode, mtime, uid, gid, linkname, pax } = entry.header;
    const kind = type === 'link' ? 'hardlink' : (type as TarInput['kind']);
    // tar-stream leaves the records of numbers to its caller.
    const records = new Map<string, string>(Object.entries(pax ?? {}));
    seen.push({
      path: `/${name.replace(/\/$/, '')}`,
      kind,
      mode: mode ?? 0,
      uid: Number(records.get('uid') ?? uid),
      gid: Number(records.get('gid') ?? gid),
      mtime: Number(records.get('mtime') ?? Number(mtime) / 1000),
      linkTarget: linkname ? (kind === 'hardlink' ? `/${linkname}` : linkname) : null,
      content: Buffer.concat(chunks).toString('hex'),
    });
  }
  return seen;
}
