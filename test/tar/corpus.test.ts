import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cut, outcome, type WalkedMember, walk, walkChunks } from './walked.ts';

const corpus = join(import.meta.dirname, '../../../shared/corpus');
const tars = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tar'))
      .sort()
  : [];

/** All the others are read. */
const refused: Readonly<Record<string, string>> = {
  'mafintosh+tar-stream/test/fixtures/incomplete.tar':
    'malformed-tar: expected 512 more bytes of the tar at byte 512, got 488 and the end of the file',
  'vbatts+tar-split/archive/tar/testdata/issue10968.tar': 'malformed-tar: expected a tar header at byte 0, got bytes 1303303013032d38',
  'vbatts+tar-split/archive/tar/testdata/issue11169.tar':
    'malformed-tar: expected 512 more bytes of the tar at byte 512, got 90 and the end of the file',
  'vbatts+tar-split/archive/tar/testdata/issue12435.tar':
    'malformed-tar: expected a mode of at most 2^53 in the tar header at byte 0, got -71776119061217280',
  'vbatts+tar-split/archive/tar/testdata/neg-size.tar':
    'malformed-tar: expected a mode of at most 2^53 in the tar header at byte 0, got -3137830181399400400',
  'vbatts+tar-split/archive/tar/testdata/pax-bad-hdr-file.tar':
    'malformed-tar: expected a PAX record at byte 512, got "33 path=PAX1/PAX1/long-path-name\\u0000"',
  'vbatts+tar-split/archive/tar/testdata/pax-bad-mtime-file.tar':
    'malformed-tar: expected a number in the PAX record mtime before byte 1024, got "999xxx9324.432432444444"',
  'vbatts+tar-split/archive/tar/testdata/pax-nul-path.tar':
    'malformed-tar: expected no NUL in the PAX record at byte 512, got "211 path=012345678901234567890123456789012345678901234567890"',
  'vbatts+tar-split/archive/tar/testdata/pax-nul-xattrs.tar':
    'malformed-tar: expected no NUL in the PAX record at byte 512, got "31 SCHILY.xattr.null\\u0000=fizzbuzz"',
  'vbatts+tar-split/archive/tar/testdata/writer-big-long.tar':
    'malformed-tar: expected 17179869184 more bytes of the tar at byte 1536, got 0 and the end of the file',
  'vbatts+tar-split/archive/tar/testdata/writer-big.tar':
    'malformed-tar: expected 17179869184 more bytes of the tar at byte 512, got 0 and the end of the file',
};

/** Engines read all of these as we do; that was checked with Go's archive/tar. */
const otherInPython: readonly string[] = [
  // It takes GNU's times for a prefix.
  'mafintosh+tar-stream/test/fixtures/gnu-incremental.tar',
  'vbatts+tar-split/archive/tar/testdata/gnu-incremental.tar',
  // The first of two extension headers counts for it.
  'vbatts+tar-split/archive/tar/testdata/gnu-multi-hdrs.tar',
  // Global records hold for the members.
  'vbatts+tar-split/archive/tar/testdata/pax-global-records.tar',
  'vbatts+tar-split/archive/tar/testdata/pax-multi-hdrs.tar',
  // A sparse file has the size of its map and stored bytes.
  'vbatts+tar-split/archive/tar/testdata/pax-nil-sparse-data.tar',
  'vbatts+tar-split/archive/tar/testdata/pax-nil-sparse-hole.tar',
  'vbatts+tar-split/archive/tar/testdata/pax-sparse-big.tar',
];

describe.skipIf(tars.length === 0)('real tars (skipped where ../shared/corpus is absent)', () => {
  it.each(tars)('%s is read, or refused with its reason', (path) => {
    const tar = readFileSync(join(corpus, path));
    const found = walk(tar);
    expect(found.failure).toBe(refused[path] ?? null);
    expect(outcome(walkChunks(cut(tar, [1_000, 1, 511])))).toBe(outcome(found));
  });

  it.skipIf(!hasPython())('are what Python reads (skipped where there is no python3)', () => {
    const told = readByPython(tars.map((path) => join(corpus, path)));
    const differing = tars.filter((path, i) => {
      const { members, failure } = walk(readFileSync(join(corpus, path)));
      const theirs = told[i];
      return failure === null && theirs != null && JSON.stringify(members.map(row)) !== JSON.stringify(theirs);
    });
    expect(differing).toEqual(otherInPython);
  });
});

type Row = readonly (string | number)[];

const letters = { file: '0', hardlink: '1', symlink: '2', char: '3', block: '4', directory: '5', fifo: '6' } as const;

/** Python takes the slash off the end of a name. */
function row({ name, kind, linkName, mode, uid, gid, mtime, sizeBytes }: WalkedMember): Row {
  const isLink = kind === 'symlink' || kind === 'hardlink';
  return [name.replace(/\/+$/, ''), letters[kind], isLink ? linkName : '', mode, uid, gid, Math.floor(mtime), sizeBytes];
}

/** null for an archive that Python refuses. */
function readByPython(paths: readonly string[]): readonly (readonly Row[] | null)[] {
  const script = `
import json, math, os, sys, tarfile
plain = {tarfile.AREGTYPE, tarfile.REGTYPE, tarfile.CONTTYPE, tarfile.GNUTYPE_SPARSE}
def row(m):
    type = '0' if m.type in plain else '5' if m.type == b'D' else m.type.decode()
    link = os.fsencode(m.linkname).decode('latin1') if type in '12' else ''
    size = m.size if type == '0' else 0
    return [os.fsencode(m.name).decode('latin1'), type, link, m.mode & 0o7777, m.uid, m.gid, math.floor(m.mtime), size]
def read(path):
    try:
        with tarfile.open(path, 'r:') as tar:
            return [row(m) for m in tar]
    except Exception:
        return None
print(json.dumps([read(path) for path in json.load(sys.stdin)]))`;
  const told = execFileSync('python3', ['-c', script], { input: JSON.stringify(paths), encoding: 'utf8', maxBuffer: 1e9 });
  return JSON.parse(told);
}

function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import tarfile']).status === 0;
}
