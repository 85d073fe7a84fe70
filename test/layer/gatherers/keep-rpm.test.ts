import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepRpm } from '../../../src/layer/gatherers/keep-rpm.ts';
import { bdbDatabase, ndbDatabase, sqliteDatabase } from '../../support/rpm-database.ts';
import { rpmHeader } from '../../support/rpm-header.ts';

const bash = rpmHeader({
  name: 'bash',
  version: '5.2',
  release: '1.el9',
  architecture: 'x86_64',
  license: 'GPL-3.0-or-later',
  sourceRpm: 'bash-5.2-1.el9.src.rpm',
  files: ['/usr/bin/bash', '/etc/bashrc', '/usr/bin/sh', '/top'],
});
const epoch = rpmHeader({
  name: 'e',
  version: '1',
  release: '2',
  epoch: 0,
  files: ['/a/kept', '/a/replaced', '/a/\xe9'],
  states: [0, 1, 0],
});
const long = rpmHeader({ name: 'long', version: '1', release: '1', description: 'd'.repeat(50_000), files: ['/l'] });
const headers = [bash, epoch, long];

const kept = Buffer.from(
  `P:bash
V:5.2-1.el9
A:x86_64
o:bash-5.2-1.el9.src.rpm
L:GPL-3.0-or-later
F:usr/bin
R:bash
R:sh
F:etc
R:bashrc
F:
R:top

P:e
V:0:1-2
A:
o:
L:
F:a
R:kept
R:\xe9

P:long
V:1-1
A:
o:
L:
F:
R:l

`,
  'latin1',
);

const emptySqlite = await sqliteDatabase([]);

const databases: readonly (readonly [title: string, bytes: Buffer])[] = [
  ['SQLite', await sqliteDatabase(headers)],
  ['SQLite with small pages', await sqliteDatabase(headers, 512)],
  ['SQLite with the largest pages', await sqliteDatabase(headers, 65_536)],
  ['ndb', ndbDatabase(headers)],
  ['Berkeley DB', bdbDatabase(headers)],
  ['Berkeley DB of the other byte order', bdbDatabase(headers, { isBig: true, pageBytes: 512 })],
];

describe('the part rpm', () => {
  it.each(databases)('is the packages and their files: %s', (_, bytes) => {
    expect(keepRpm(bytes).toString('latin1')).toBe(kept.toString('latin1'));
  });

  it('is that of many packages, which take a tree of pages', async () => {
    const many = Array.from({ length: 500 }, (_, i) => rpmHeader({ name: `p${i}`, version: '1', description: 'd'.repeat(i % 700) }));
    const expected = many.map((_, i) => `P:p${i}`);
    for (const bytes of [await sqliteDatabase(many), await sqliteDatabase(many, 512), bdbDatabase(many)]) {
      const names = keepRpm(bytes)
        .toString('latin1')
        .split('\n')
        .filter((line) => /^[PE]:/.test(line));
      expect(names).toEqual(expected);
    }
  });

  it('leaves out what no line can hold', () => {
    const odd = rpmHeader({ name: 'n', version: '1', license: 'a\nP:forged', files: ['/a\nR:forged/x', '/ok/y\nV:9', '/ok/z'] });
    expect(keepRpm(ndbDatabase([odd])).toString()).toBe('P:n\nV:1\nA:\no:\nF:ok\nR:z\n\n');
  });

  it('tells of headers that are none, and keeps the others', () => {
    const text = keepRpm(ndbDatabase([Buffer.alloc(200, 0xff), bash, rpmHeader({ name: '', version: '' })])).toString();
    expect(text.split('\n', 3)).toEqual(['E:expected headers of packages, got 2 of something else', '', 'P:bash']);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'expected a database of SQLite, ndb or Berkeley DB'],
    ['something else', Buffer.alloc(8_192, 'x'), 'expected a database of SQLite, ndb or Berkeley DB'],
    ['SQLite without the table', Buffer.from(emptySqlite).fill(0, 100, 108), 'expected a table Packages, got none'],
    ['Berkeley DB of odd pages', bdbDatabase([]).fill(7, 20, 22), 'expected pages of 512 to 65,536 bytes, got 1799'],
    ['Berkeley DB that is encrypted', bdbDatabase([]).fill(1, 24, 25), 'expected a database that is not encrypted'],
  ])('tells what it is not: %s', (_, bytes, reason) => {
    expect(keepRpm(bytes).toString()).toMatch(new RegExp(`^E:${reason.replace('.', '\\.')}\n\n$`));
  });

  it('tells of a page that comes again', async () => {
    const many = Array.from({ length: 400 }, (_, i) => rpmHeader({ name: `p${i}`, version: '1', description: 'd'.repeat(100) }));
    const bytes = await sqliteDatabase(many);
    const root = Array.from({ length: bytes.length / 4_096 }, (_, page) => 4_096 * page).find(
      (start) => start > 0 && bytes[start] === 0x05,
    )!;
    bytes.writeUInt32BE(root / 4_096 + 1, root + 8);
    expect(keepRpm(bytes).toString()).toMatch(/^E:expected a page of the table at page \d+\n/);
  });

  it.each(databases)('survives any damage: %s', (_, bytes) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }),
        fc.nat(bytes.length),
        (changes, end) => {
          const damaged = Buffer.from(bytes);
          for (const [at, byte] of changes) damaged[at] = byte;
          expect(keepRpm(damaged.subarray(0, end)).length).toBeLessThan(2 * bytes.length + 4_096);
        },
      ),
      { numRuns: 60 },
    );
  });
});
