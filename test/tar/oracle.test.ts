import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, readFileSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { cut, members, type WalkedMember, walkChunks } from './walked.ts';

const isGnuTar = /GNU tar/.test(spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout ?? '');

const types = ['file', 'directory', 'symlink', 'link', 'character-device', 'block-device', 'fifo'] as const;
const name = fc
  .array(fc.constantFrom('a', 'bin', 'ünïcode', 'x'.repeat(60), '名前'), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join('/'));
const entry = fc.record({
  name,
  type: fc.constantFrom(...types),
  linkname: name,
  // tar-stream takes 0 for nothing said.
  mode: fc.integer({ min: 1, max: 0o7777 }),
  uid: fc.constantFrom(0, 1_000, 0o777777),
  gid: fc.constantFrom(0, 50),
  // Nor does it write later ones.
  mtime: fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((seconds) => new Date(1_000 * seconds)),
  size: fc.oneof(fc.constantFrom(0, 512), fc.integer({ min: 0, max: 2_000 })),
});
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;

async function packed(entries: readonly Entry[]): Promise<Buffer> {
  const stream = pack();
  for (const { linkname, size, ...header } of entries) {
    const isLink = header.type === 'symlink' || header.type === 'link';
    const full = { ...header, ...(isLink ? { linkname } : {}), ...(header.type === 'file' ? { size } : {}) };
    stream.entry(full, header.type === 'file' ? Buffer.alloc(size, 'x') : '');
  }
  stream.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const kinds = {
  file: 'file',
  directory: 'directory',
  symlink: 'symlink',
  link: 'hardlink',
  'character-device': 'char',
  'block-device': 'block',
  fifo: 'fifo',
} as const;

function told({ name, type, linkname, size, mtime, ...rest }: Entry): object {
  const isLink = type === 'symlink' || type === 'link';
  return {
    ...rest,
    name,
    kind: kinds[type],
    linkName: isLink ? linkname : '',
    mtime: mtime.getTime() / 1_000,
    sizeBytes: type === 'file' ? size : 0,
  };
}

function read({ name, kind, linkName, mode, uid, gid, mtime, sizeBytes }: WalkedMember): object {
  return { name: utf8(name), kind, linkName: utf8(linkName), mode, uid, gid, mtime, sizeBytes };
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

describe('archives of others are read as they were written:', () => {
  it('those of tar-stream', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 6 }), fc.integer({ min: 1, max: 3_000 }), async (entries, chunk) => {
        const tar = await packed(entries);
        expect(walkChunks(cut(tar, [chunk])).members.map(read)).toEqual(entries.map(told));
        expect(members(tar).map(read)).toEqual(entries.map(told));
      }),
      { numRuns: 40 },
    );
  });

  const formats = ['v7', 'oldgnu', 'gnu', 'ustar', 'posix', 'posix --sparse-version=0.0', 'posix --sparse-version=0.1', 'gnu --sparse'];

  it.skipIf(!isGnuTar).each(formats)('those of GNU tar, format %s (skipped where tar is another)', (format) => {
    const directory = temporaryDirectory();
    // These two hold no link of more than 100 bytes.
    const deep = `${'deep/'.repeat(format === 'v7' || format === 'ustar' ? 10 : 22)}deep`;
    mkdirSync(join(directory, deep), { recursive: true });
    writeFileSync(join(directory, deep, 'file'), 'content');
    linkSync(join(directory, deep, 'file'), join(directory, 'hard'));
    symlinkSync(`/${deep}/file`, join(directory, 'soft'));
    writeFileSync(join(directory, 'sparse'), 'begin');
    truncateSync(join(directory, 'sparse'), 3_000_000);
    writeFileSync(join(directory, 'setuid'), '');
    chmodSync(join(directory, 'setuid'), 0o4755);
    utimesSync(join(directory, 'setuid'), 7, 7);
    const archive = join(temporaryDirectory(), 'archive.tar');
    const version = format.includes('version') ? ['--sparse', ...format.split(' ').slice(1)] : format.split(' ').slice(1);
    execFileSync('tar', [
      '-cf',
      archive,
      `--format=${format.split(' ', 1)}`,
      ...version,
      '--sort=name',
      '--owner=7',
      '--group=8',
      '-C',
      directory,
      '.',
    ]);
    const found = members(readFileSync(archive));
    const files = found.filter(({ kind }) => kind !== 'directory');
    expect(files.map(({ name, kind, linkName, mode, uid, gid, sizeBytes }) => [name, kind, linkName, mode, uid, gid, sizeBytes])).toEqual([
      [`./${deep}/file`, 'file', '', 0o644, 7, 8, 7],
      ['./hard', 'hardlink', `./${deep}/file`, 0o644, 7, 8, 0],
      ['./setuid', 'file', '', 0o4755, 7, 8, 0],
      ['./soft', 'symlink', `/${deep}/file`, 0o777, 7, 8, 0],
      ['./sparse', 'file', '', 0o644, 7, 8, 3_000_000],
    ]);
    expect(found.find(({ name }) => name === './setuid')?.mtime).toBe(7);
  });
});
